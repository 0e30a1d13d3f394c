package dev.wirelab.transports.ledger;

/// What a port speaks.
public enum Protocol {
    /// HTTP/1.1, and WebSocket after an upgrade.
    HTTP,
    /// Lines: JSON, or a person's.
    LINES
}
