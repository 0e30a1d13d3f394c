package dev.wirelab.load.wire;

import java.util.List;

/// The response to one poll.
///
/// @param cursor the cursor for the next poll
/// @param more whether the response was cut and the next poll should follow immediately
public record PollResponse(String cursor, List<ReceivedEvent> events, boolean more) {
    /// Keeps its own copy of the events.
    public PollResponse {
        events = List.copyOf(events);
    }
}
