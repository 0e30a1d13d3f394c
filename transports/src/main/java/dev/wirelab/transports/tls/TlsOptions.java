package dev.wirelab.transports.tls;

import java.net.InetSocketAddress;

/// The TLS ports of a lab.
///
/// @param http the address of HTTPS and WSS; port 0 means any free port
/// @param tcp the address of TLS lines; port 0 means any free port
/// @param isOnly whether the plaintext ports stay closed
/// @param tls the certificate
public record TlsOptions(InetSocketAddress http, InetSocketAddress tcp, boolean isOnly, Tls tls) {}
