package dev.wirelab.transports.tls;

/// Why a connection did not become, or stay, a TLS connection. Each is counted.
public enum TlsFailure {
    /// The peer of a TLS port sent plaintext.
    PLAINTEXT("plaintext"),
    /// The peer of a plaintext port began a TLS handshake.
    TLS_ON_PLAINTEXT_PORT("tls-on-plaintext-port"),
    /// No common version or cipher suite, a malformed record, or an alert of the peer, such as one
    /// that does not trust the certificate.
    HANDSHAKE("handshake"),
    /// The peer disconnected before the handshake was complete.
    DISCONNECTED("disconnected"),
    /// The peer requested a second handshake on the same connection (TLS 1.2).
    RENEGOTIATION("renegotiation"),
    /// A malformed record, or an alert, after the handshake.
    RECORD("record");

    private final String id;

    TlsFailure(String id) {
        this.id = id;
    }

    /// Its name in metrics.
    public String id() {
        return id;
    }
}
