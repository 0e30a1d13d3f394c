package dev.wirelab.lab.training;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// Where a lab on this machine listens.
///
/// @param http port of HTTP
/// @param tcp port of TCP lines
record Addresses(int http, int tcp) {
    InetSocketAddress httpAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), http);
    }

    InetSocketAddress tcpAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp);
    }
}
