package dev.wirelab.lab.rehearsal;

import java.net.InetSocketAddress;

/// Where a lab on this machine listens.
///
/// @param http port of HTTP
/// @param tcp port of TCP lines
record Addresses(int http, int tcp) {
    static final String HOST = "127.0.0.1";

    InetSocketAddress httpAddress() {
        return new InetSocketAddress(HOST, http);
    }

    InetSocketAddress tcpAddress() {
        return new InetSocketAddress(HOST, tcp);
    }
}
