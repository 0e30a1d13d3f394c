package dev.wirelab.lab.rehearsal;

/// Where a lab on this machine listens.
///
/// @param http port of HTTP
/// @param tcp port of TCP lines
record Addresses(int http, int tcp) {
    static final String HOST = "127.0.0.1";

    /// The address of a path, such as `http://127.0.0.1:7070/ws`.
    String url(String scheme, String path) {
        return scheme + "://" + HOST + ":" + http + path;
    }
}
