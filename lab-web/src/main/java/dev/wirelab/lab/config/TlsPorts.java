package dev.wirelab.lab.config;

import dev.wirelab.transports.tls.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The TLS ports of a lab.
///
/// @param httpPort the port of HTTPS and WSS; 0 means any free port
/// @param tcpPort the port of TLS lines; 0 means any free port
/// @param isOnly whether the plaintext ports stay closed
/// @param tls the certificate
/// @param trust what clients need to trust it, for people to read: a PEM file; null if a given
///   certificate is used
public record TlsPorts(int httpPort, int tcpPort, boolean isOnly, Tls tls, @Nullable Path trust) {}
