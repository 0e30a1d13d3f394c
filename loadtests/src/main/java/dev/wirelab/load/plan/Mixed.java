package dev.wirelab.load.plan;

import dev.wirelab.core.protocol.Address;
import java.util.List;

/// The mixed workload: groups of different sizes, each with a publisher, and beside them pairs who
/// ask and answer in private.
///
/// @param groups the readers of each group
/// @param rate messages a second in each group, above 0
/// @param pairs how many pairs
/// @param pairRate questions of each pair a second, above 0
/// @param textBytes the size of each text
public record Mixed(
        List<Integer> groups, double rate, int pairs, double pairRate, int textBytes, Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "mixed";

    /// Keeps its own copy.
    public Mixed {
        groups = List.copyOf(groups);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Cast cast(String runId) {
        Cast.Builder cast = new Cast.Builder(runId, timing);
        for (int i = 0; i < groups.size(); i++) {
            Address.Group group = cast.groupName(i);
            cast.add(
                    Stream.scheduled(
                            cast.speakerName(),
                            group,
                            cast.group(group, groups.get(i)),
                            rate,
                            (double) i / groups.size(),
                            timing));
        }
        cast.pairs(pairs, pairRate);
        return cast.build();
    }

    @Override
    public boolean isSteady() {
        return true;
    }

    @Override
    public String sentence() {
        return ("groups of %s readers, each with %s messages a second of %d bytes, and %d pairs with %s"
                        + " private questions a second each")
                .formatted(groups, Numbers.plain(rate), textBytes, pairs, Numbers.plain(pairRate));
    }
}
