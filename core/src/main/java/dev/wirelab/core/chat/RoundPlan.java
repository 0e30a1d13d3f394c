package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Cursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sorts what was appended by address, into slices that fit into one write each. That is one step,
/// or, where an address got more, several: each step is a range of places, and its slices end where
/// the first of them is full. The chat's lock is held.
final class RoundPlan {
    /// A slice, and who gets it.
    record Offer(AddressIndex index, Slice slice, List<Session> sessions) {}

    private static final class Draft {
        private final List<RetainedEvent> entries = new ArrayList<>();
        private int bytes;

        boolean hasRoomFor(RetainedEvent entry) {
            return bytes + entry.bytes() <= ChatOptions.MAX_BATCH_BYTES;
        }

        void add(RetainedEvent entry) {
            entries.add(entry);
            bytes += entry.bytes();
        }
    }

    private final List<List<Offer>> steps = new ArrayList<>();
    private final Map<AddressIndex, Draft> drafts = new HashMap<>();
    private long from;

    private RoundPlan(long from) {
        this.from = from;
    }

    /// @param entries everything after a place
    /// @param from that place
    /// @param head the place up to which they are everything
    static List<List<Offer>> of(List<RetainedEvent> entries, long from, Cursor head) {
        RoundPlan steps = new RoundPlan(from);
        long place = from;
        for (RetainedEvent entry : entries) {
            if (!steps.hasRoomFor(entry)) {
                steps.end(new Cursor(head.epoch(), place), entry);
            }
            for (AddressIndex index : entry.indexes()) {
                steps.drafts.computeIfAbsent(index, _ -> new Draft()).add(entry);
            }
            place = entry.place();
        }
        steps.end(head, null);
        return steps.steps;
    }

    private boolean hasRoomFor(RetainedEvent entry) {
        for (AddressIndex index : entry.indexes()) {
            Draft draft = drafts.get(index);
            if (draft != null && !draft.hasRoomFor(entry)) {
                return false;
            }
        }
        return true;
    }

    /// @param next the entry for which there is no room, if there is one
    private void end(Cursor to, @Nullable RetainedEvent next) {
        List<Offer> step = new ArrayList<>(drafts.size());
        drafts.forEach((index, draft) -> {
            boolean full =
                    next != null && next.indexes().contains(index) && !draft.hasRoomFor(next);
            Slice slice = new Slice(from, to, draft.entries, full ? next : null);
            step.add(new Offer(index, slice, Arrays.asList(index.audience().sessions())));
        });
        steps.add(step);
        drafts.clear();
        from = to.offset();
    }
}
