package dev.wirelab.load.plan;

import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.stream.IntStream;

/// The churn workload: fan-out during which all readers repeatedly lose their connections together,
/// reconnect together and resume from their cursors.
///
/// @param readers reading sessions, from 1
/// @param rate messages per second, above 0
/// @param storms how many times they do so, spread evenly over the measured time
/// @param awayMillis how long they stay disconnected
/// @param textBytes the size of each text
/// @param binary whether the messages are binary content of this size instead of texts
public record Churn(
        int readers,
        double rate,
        int storms,
        long awayMillis,
        int textBytes,
        boolean binary,
        Timing timing)
        implements Workload {
    /// Its name.
    public static final String ID = "churn";

    /// With texts.
    public Churn(
            int readers, double rate, int storms, long awayMillis, int textBytes, Timing timing) {
        this(readers, rate, storms, awayMillis, textBytes, false, timing);
    }

    @Override
    public Population population(String runId) {
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
        return ("%d readers in one group, one publisher, %s messages a second of %s; %d times all"
                        + " readers lose their connections and reconnect together after %d ms")
                .formatted(readers, TextFormat.exact(rate), size(), storms, awayMillis);
    }
}
