package dev.wirelab.core.meter;

/// The purpose of a transmitted byte: the lines of the ledger. Each byte is counted on exactly one;
/// docs/measuring-reference.md defines the border cases.
public enum ByteClass {
    /// A message's text, as it is transmitted, or its binary content.
    PAYLOAD("payload"),
    /// What base64 adds to binary content: a third, and the padding.
    BASE64("base64"),
    /// The rest of a message, command or event, and the body of any other HTTP answer.
    ENVELOPE("envelope"),
    /// The delimiters of messages: frame headers and masks, line ends, chunk headers.
    FRAMING("framing"),
    /// Request line and headers.
    REQUEST("request"),
    /// Status line and headers.
    RESPONSE("response"),
    /// A poll without an event: all bytes of its request and its response.
    EMPTY_POLL("empty-poll"),
    /// Pings and pongs, those of the transport's protocol and of the lab's.
    HEARTBEAT("heartbeat"),
    /// Upgrade, log-in, greeting.
    HANDSHAKE("handshake"),
    /// Replies that acknowledge a command.
    ACKNOWLEDGEMENT("acknowledgement"),
    /// What TLS adds to the plaintext: handshakes, alerts, and the rest of each record.
    TLS("tls"),
    /// What HTTP/2 adds to its exchanges: the preface, and all frames but HEADERS and DATA.
    H2("h2"),
    /// Bytes that cannot be parsed: malformed, truncated, or in too large a message.
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
