package dev.wirelab.core.protocol;

import org.jspecify.annotations.Nullable;

/// An event that is encoded when its JSON is first requested, and keeps it.
final class LazyEncodedEvent implements EncodedEvent {
    private final Event event;
    private volatile byte @Nullable [] json;

    LazyEncodedEvent(Event event) {
        this.event = event;
    }

    @Override
    public Event event() {
        return event;
    }

    @Override
    public byte[] json() {
        byte[] bytes = json;
        if (bytes == null) {
            // Two threads may both encode; both results are equal.
            bytes = JsonEvents.encode(event);
            json = bytes;
        }
        return bytes;
    }
}
