package dev.wirelab.load.claims;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.List;

/// What came at once.
///
/// @param nanos the moment at which its bytes were in the reader's hands
/// @param texts of the messages in it, in order
record Take(long nanos, List<String> texts) {
    Take {
        texts = List.copyOf(texts);
    }

    static Take of(long nanos, List<ReceivedEvent> events) {
        return new Take(
                nanos,
                events.stream()
                        .filter(ReceivedEvent.Message.class::isInstance)
                        .map(event -> ((ReceivedEvent.Message) event).text())
                        .toList());
    }
}
