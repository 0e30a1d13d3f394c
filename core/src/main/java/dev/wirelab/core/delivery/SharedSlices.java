package dev.wirelab.core.delivery;

import dev.wirelab.core.state.AddressIndex;
import dev.wirelab.core.state.RetainedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small cache of slices of one address each, so that readers that lag behind at the same offset
/// share encoded bytes, too. It holds full slices of the fan-out, and slices that readers found in
/// the state. Guarded by the chat's lock.
final class SharedSlices {
    /// The number of slices kept, the most recently used ones. Each has at most 64 KiB of events,
    /// and their encoded bytes in each format in use.
    static final int MAX = 16;

    /// A slice with fewer events is as cheap to make as to find.
    static final int MIN_EVENTS = 16;

    private record Start(AddressIndex index, long offset) {}

    private final Map<Start, Slice> slices =
            new LinkedHashMap<>(2 * MAX, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Start, Slice> eldest) {
                    return size() > MAX;
                }
            };

    /// Adds the full slices of a step.
    void addFull(List<RoundPlan.Offer> offers) {
        for (RoundPlan.Offer offer : offers) {
            if (offer.slice().next() != null) {
                add(offer.index(), offer.slice());
            }
        }
    }

    /// @param slice contiguous events of that address
    void add(AddressIndex index, Slice slice) {
        if (slice.events().size() >= MIN_EVENTS) {
            slices.put(new Start(index, slice.events().getFirst().offset()), slice);
        }
    }

    /// The slice that starts with this event, or null.
    @Nullable Slice find(AddressIndex index, RetainedEvent first) {
        return slices.isEmpty() ? null : slices.get(new Start(index, first.offset()));
    }
}
