package dev.wirelab.load.plan;

import java.util.List;
import java.util.stream.IntStream;

/// The churn workload: fan-out, while now and then all readers lose their connections and come back
/// at the same moment, each from its own cursor.
///
/// @param readers how many read, from 1
/// @param rate messages a second, above 0
/// @param storms how often, spread evenly over what is measured
/// @param awayMillis how long they stay away
/// @param textBytes the size of each text
public record Churn(
        int readers, double rate, int storms, long awayMillis, int textBytes, Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "churn";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Cast cast(String runId) {
        return FanOut.oneGroup(runId, readers, rate, timing);
    }

    @Override
    public List<Long> cutsMillis() {
        return IntStream.range(0, storms)
                .mapToObj(i -> timing.durationMillis() * (2 * i + 1) / (2L * storms + 1))
                .toList();
    }

    @Override
    public String sentence() {
        return ("%d readers in one group, one publisher, %s messages a second of %d bytes; %d times all"
                        + " readers lose their connections and come back together after %d ms")
                .formatted(readers, Numbers.plain(rate), textBytes, storms, awayMillis);
    }
}
