package dev.wirelab.core.protocol;

/// An event in the forms in which it is sent. Its bytes are shared by everyone who sends it: nobody
/// may change them. Safe for use by any number of threads.
public interface EncodedEvent {
    /// One JSON object, without a line end. The same array each time.
    byte[] json();

    /// The event.
    Event event();

    /// Lines for a person, without the last line end. Made each time, and kept by the batch that
    /// they are sent in: what is retained does not grow when a person comes.
    default byte[] line() {
        return LineEvents.encode(event());
    }

    /// An event that is encoded when its JSON is first asked for.
    static EncodedEvent of(Event event) {
        return new LazyEncodedEvent(event);
    }
}
