package dev.wirelab.load.wire;

import java.util.List;

/// The answer to one poll.
///
/// @param cursor where to poll on from
/// @param more whether the answer was cut and the next poll should follow at once
public record PollAnswer(String cursor, List<ReceivedEvent> events, boolean more) {
    /// Keeps its own copy of the events.
    public PollAnswer {
        events = List.copyOf(events);
    }
}
