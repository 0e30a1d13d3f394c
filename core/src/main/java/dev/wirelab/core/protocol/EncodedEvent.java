package dev.wirelab.core.protocol;

/// An event and its JSON. Its bytes are shared by everyone who sends it: nobody may change them.
/// Safe for use by any number of threads.
public interface EncodedEvent {
    /// One JSON object, without a line end. The same array each time.
    byte[] json();

    /// The event.
    Event event();

    /// An event that is encoded when its JSON is first asked for.
    static EncodedEvent of(Event event) {
        return new LazyEncodedEvent(event);
    }
}
