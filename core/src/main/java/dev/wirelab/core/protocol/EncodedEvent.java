package dev.wirelab.core.protocol;

/// An event and its JSON. All connections that send it share the array, which must not be modified.
/// Safe for use by any number of threads.
public interface EncodedEvent {
    /// One JSON object, without a line end. The same array each time.
    byte[] json();

    /// The event.
    Event event();

    /// Whether it contains binary content.
    default boolean isBinary() {
        return Placeholders.isNeeded(event());
    }

    /// The event as a client of this version receives it: for version 1, binary content is replaced
    /// by a text that names it.
    default EncodedEvent in(ProtocolVersion version) {
        return switch (version) {
            case V1 -> isBinary() ? of(Placeholders.replace(event())) : this;
            case V2 -> this;
        };
    }

    /// An event that is encoded when its JSON is first requested.
    static EncodedEvent of(Event event) {
        return new LazyEncodedEvent(event);
    }
}
