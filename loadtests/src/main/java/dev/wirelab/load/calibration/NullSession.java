package dev.wirelab.load.calibration;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session of the null server.
final class NullSession {
    private final String user;
    private final List<StampedEvent> pending = new ArrayList<>();
    private @Nullable Outlet outlet;

    NullSession(String user) {
        this.user = user;
    }

    String user() {
        return user;
    }

    /// Sends an event, now or in the answer to the next poll.
    void receive(StampedEvent event, String cursor) {
        Outlet open = outlet;
        if (open == null) {
            pending.add(event);
            return;
        }
        if (open.format() == Outlet.Format.POLL_ANSWER) {
            outlet = null;
        }
        open.write(List.of(event), cursor);
    }

    /// Begins a stream.
    void stream(Outlet opened) {
        outlet = opened;
    }

    /// Answers a poll from the end of the log.
    void pollEnd(Outlet asked, String cursor) {
        pending.clear();
        asked.write(List.of(), cursor);
    }

    /// Answers a poll.
    ///
    /// @param held whether it waits if there is no event
    void poll(Outlet asked, boolean held, String cursor) {
        if (held && pending.isEmpty()) {
            outlet = asked;
        } else {
            asked.write(pending, cursor);
            pending.clear();
        }
    }
}
