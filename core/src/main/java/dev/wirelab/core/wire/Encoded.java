package dev.wirelab.core.wire;

import org.jspecify.annotations.Nullable;

/// An event together with its JSON, which is made once, when it is first asked for; its bytes are
/// shared by everyone who sends it: nobody may change them. Safe for use by any number of threads.
public final class Encoded {
    private final Event event;
    private volatile byte @Nullable [] json;

    /// @param event what to encode
    public Encoded(Event event) {
        this.event = event;
    }

    /// The event.
    public Event event() {
        return event;
    }

    /// One JSON object, without a line end.
    public byte[] json() {
        byte[] bytes = json;
        if (bytes == null) {
            // Two threads may both encode; both results are equal.
            bytes = JsonEvents.encode(event);
            json = bytes;
        }
        return bytes;
    }

    /// Lines for a person, without the last line end. Made each time, and kept by the batch that
    /// they are sent in: what is retained does not grow when a person comes.
    public byte[] line() {
        return LineEvents.encode(event);
    }
}
