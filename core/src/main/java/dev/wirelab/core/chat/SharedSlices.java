package dev.wirelab.core.chat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Slices of one address each that are worth sharing and may be due again: those that are full, and
/// what readers found when they looked for themselves. So readers who are behind at the same place
/// share, too. Guarded by the chat's lock.
final class SharedSlices {
    /// How many are kept, those that were asked for last: each has at most 64 KiB of events, and
    /// their bytes in as many formats as were asked for.
    static final int MAX = 16;

    /// With fewer events a slice is made anew as easily as it is found.
    static final int MIN_EVENTS = 16;

    private record Begin(AddressIndex index, long place) {}

    private final Map<Begin, Slice> slices =
            new LinkedHashMap<>(2 * MAX, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Begin, Slice> eldest) {
                    return size() > MAX;
                }
            };

    /// Keeps those of a round's step that are full.
    void addFull(List<RoundPlan.Offer> offers) {
        for (RoundPlan.Offer offer : offers) {
            if (offer.slice().next() != null) {
                add(offer.index(), offer.slice());
            }
        }
    }

    /// @param slice what its address got without a break
    void add(AddressIndex index, Slice slice) {
        if (slice.entries().size() >= MIN_EVENTS) {
            slices.put(new Begin(index, slice.entries().getFirst().place()), slice);
        }
    }

    /// The one that begins with this entry, or null.
    @Nullable Slice find(AddressIndex index, RetainedEvent first) {
        return slices.isEmpty() ? null : slices.get(new Begin(index, first.place()));
    }
}
