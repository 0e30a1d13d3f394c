package dev.wirelab.core.protocol;

/// An event and its JSON. All connections that send it share the array, which must not be modified.
/// Safe for use by any number of threads.
public interface EncodedEvent {
    /// One JSON object, without a line end. The same array each time.
    byte[] json();

    /// The event.
    Event event();

    /// An event that is encoded when its JSON is first requested.
    static EncodedEvent of(Event event) {
        return new LazyEncodedEvent(event);
    }
}
