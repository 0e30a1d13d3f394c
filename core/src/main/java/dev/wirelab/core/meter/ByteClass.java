package dev.wirelab.core.meter;

/// What a byte on the wire is there for: the lines of the ledger. Each byte is on exactly one;
/// docs/measuring-reference.md has the border cases.
public enum ByteClass {
    /// A message's text, as it stands on the wire.
    PAYLOAD("payload"),
    /// The rest of a message, command or event, and the body of any other HTTP answer.
    ENVELOPE("envelope"),
    /// The delimiters of messages: frame headers and masks, line ends, chunk headers.
    FRAMING("framing"),
    /// Request line and headers.
    REQUEST("request"),
    /// Status line and headers.
    RESPONSE("response"),
    /// A poll that brought no event: its request and its answer entirely.
    EMPTY_POLL("empty-poll"),
    /// Pings and pongs, the protocol's and ours.
    HEARTBEAT("heartbeat"),
    /// Upgrade, log-in, greeting.
    HANDSHAKE("handshake"),
    /// What says that a command was accepted.
    ACKNOWLEDGEMENT("acknowledgement"),
    /// Records of TLS; none, as long as the lab speaks no TLS.
    TLS("tls"),
    /// What cannot be read: malformed, cut off, or too large to be looked into.
    UNREADABLE("unreadable");

    private final String id;

    ByteClass(String id) {
        this.id = id;
    }

    /// Its name in JSON.
    public String id() {
        return id;
    }
}
