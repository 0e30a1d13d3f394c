package dev.wirelab.core.delivery;

import java.util.HashMap;
import java.util.Map;

/// Merges the slices that one reader receives. Readers that receive the same slices share the
/// merged one. Used by the thread that runs a round. Cleared after each step, so that merged slices
/// are not kept in memory.
final class SliceMerger {
    private final Map<Slice, Map<Slice, Signal>> merged = new HashMap<>();

    /// Merges two signals into one.
    ///
    /// @param second of the same step as the first, or of a later one
    Signal merge(Signal first, Signal second) {
        if (!(first instanceof Slice one && second instanceof Slice two)) {
            return Signal.Plain.CHECK;
        }
        Map<Slice, Signal> withOne = merged.computeIfAbsent(one, _ -> new HashMap<>());
        Signal both = withOne.get(two);
        if (both == null) {
            both = one.with(two);
            withOne.put(two, both);
        }
        return both;
    }

    void clear() {
        if (!merged.isEmpty()) {
            merged.clear();
        }
    }
}
