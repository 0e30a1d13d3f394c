package dev.wirelab.transports;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// The addresses that something listens on: at least one.
///
/// @param plain in plaintext, or null; port 0 means any free port
/// @param tls with TLS, or null; port 0 means any free port
public record ListenAddresses(@Nullable InetSocketAddress plain, @Nullable InetSocketAddress tls) {
    /// Checks the addresses.
    public ListenAddresses {
        if (plain == null && tls == null) {
            throw new IllegalArgumentException("no address");
        }
    }

    /// The address that both have, except for the port.
    public InetSocketAddress any() {
        InetSocketAddress one = plain == null ? tls : plain;
        if (one == null) {
            throw new IllegalStateException("no address");
        }
        return one;
    }
}
