package dev.wirelab.core.delivery;

import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.state.AddressIndex;
import dev.wirelab.core.state.RetainedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Divides new events by address into slices that each fit into one write. Usually there is one
/// step. If the events of an address do not fit into one write, there are several: each step is a
/// range of offsets, and all its slices end where the first of them is full. Called with the chat's
/// lock held.
final class RoundPlan {
    /// A slice, and the sessions that receive it.
    record Offer(AddressIndex index, Slice slice, List<Session> sessions) {}

    private static final class Draft {
        private final List<RetainedEvent> events = new ArrayList<>();
        private int bytes;

        boolean hasRoomFor(RetainedEvent event) {
            return bytes + event.bytes() <= Batch.MAX_BYTES;
        }

        void add(RetainedEvent event) {
            events.add(event);
            bytes += event.bytes();
        }
    }

    private final LocalSessions sessions;
    private final List<List<Offer>> steps = new ArrayList<>();
    private final Map<AddressIndex, Draft> drafts = new HashMap<>();
    private long from;

    private RoundPlan(LocalSessions sessions, long from) {
        this.sessions = sessions;
        this.from = from;
    }

    /// Plans a round.
    ///
    /// @param events all events after `from` up to `head`
    /// @param from the offset at which the previous round ended
    /// @param head the offset at which this round ends
    /// @return the steps, in order
    static List<List<Offer>> of(
            LocalSessions sessions, List<RetainedEvent> events, long from, Cursor head) {
        RoundPlan plan = new RoundPlan(sessions, from);
        long offset = from;
        for (RetainedEvent event : events) {
            if (!plan.hasRoomFor(event)) {
                plan.endStep(new Cursor(head.epoch(), offset), event);
            }
            for (AddressIndex index : event.indexes()) {
                plan.drafts.computeIfAbsent(index, _ -> new Draft()).add(event);
            }
            offset = event.offset();
        }
        plan.endStep(head, null);
        return plan.steps;
    }

    private boolean hasRoomFor(RetainedEvent event) {
        for (AddressIndex index : event.indexes()) {
            Draft draft = drafts.get(index);
            if (draft != null && !draft.hasRoomFor(event)) {
                return false;
            }
        }
        return true;
    }

    /// @param next the event that did not fit, or null
    private void endStep(Cursor to, @Nullable RetainedEvent next) {
        List<Offer> step = new ArrayList<>(drafts.size());
        drafts.forEach((index, draft) -> {
            LocalSessions.Audience audience = sessions.audience(index);
            if (audience != null) {
                boolean full =
                        next != null && next.indexes().contains(index) && !draft.hasRoomFor(next);
                Slice slice = new Slice(from, to, draft.events, full ? next : null);
                step.add(new Offer(index, slice, Arrays.asList(audience.sessions())));
            }
        });
        steps.add(step);
        drafts.clear();
        from = to.offset();
    }
}
