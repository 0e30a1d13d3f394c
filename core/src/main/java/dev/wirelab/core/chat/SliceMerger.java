package dev.wirelab.core.chat;

import java.util.HashMap;
import java.util.Map;

/// Joins what is due to one reader, and gives the same slice to all to whom the same is due. For
/// the thread that does a round, which forgets after each step: else slices would keep those that
/// came after them.
final class SliceMerger {
    private final Map<Slice, Map<Slice, Signal>> made = new HashMap<>();

    /// Two signals as one.
    ///
    /// @param second of the same step as the first, or of a later one
    Signal join(Signal first, Signal second) {
        if (!(first instanceof Slice one && second instanceof Slice two)) {
            return Signal.Plain.LOOK;
        }
        Map<Slice, Signal> withOne = made.computeIfAbsent(one, _ -> new HashMap<>());
        Signal both = withOne.get(two);
        if (both == null) {
            both = one.with(two);
            withOne.put(two, both);
        }
        return both;
    }

    void forget() {
        if (!made.isEmpty()) {
            made.clear();
        }
    }
}
