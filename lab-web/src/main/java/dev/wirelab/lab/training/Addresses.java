package dev.wirelab.lab.training;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The ports of a lab on this machine.
///
/// @param http the HTTP port
/// @param tcp the TCP port
record Addresses(int http, int tcp) {
    InetSocketAddress httpAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), http);
    }

    InetSocketAddress tcpAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp);
    }
}
