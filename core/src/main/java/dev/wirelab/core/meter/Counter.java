package dev.wirelab.core.meter;

/// What a [TrafficMeter] counts. All except [#CONNECTIONS_OPEN] only grow.
public enum Counter {
    /// Bytes of TCP payload that clients sent, everything included.
    BYTES_IN("bytesIn"),
    /// Bytes of TCP payload sent to clients, everything included.
    BYTES_OUT("bytesOut"),
    /// HTTP requests: polls, posted commands, WebSocket upgrades.
    REQUESTS("requests"),
    /// Polls that were answered without an event.
    EMPTY_POLLS("emptyPolls"),
    /// Sockets, or WebSockets, that were opened.
    CONNECTIONS_OPENED("connectionsOpened"),
    /// Sockets, or WebSockets, that are open now.
    CONNECTIONS_OPEN("connectionsOpen"),
    /// Commands received, including refused ones.
    COMMANDS("commands"),
    /// Events passed to a connection for writing, excluding replies to commands.
    EVENTS_DELIVERED("eventsDelivered");

    private final String field;

    Counter(String field) {
        this.field = field;
    }

    /// Its name in JSON.
    public String field() {
        return field;
    }
}
