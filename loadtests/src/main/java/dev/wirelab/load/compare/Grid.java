package dev.wirelab.load.compare;

import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.transport.LoadProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A grid of workloads for the sweep. Its points are in an order in which the wires take turns at
/// each place; a wire that does not poll at intervals is there for one interval only.
///
/// @param rates messages a second
/// @param readers how many read
/// @param textBytes sizes of the texts
/// @param intervals from one short poll to the next
public record Grid(
        List<Double> rates,
        List<Integer> readers,
        List<Integer> textBytes,
        List<Duration> intervals) {
    /// The one that is swept unless another is asked: within what two cores do without being full,
    /// since the model is of costs and not of queues.
    public static final Grid USUAL =
            new Grid(
                    List.of(2.0, 8.0, 32.0),
                    List.of(10, 100),
                    List.of(64, 1024),
                    List.of(Duration.ofMillis(250), Duration.ofSeconds(1)));

    /// The longest that a point of [#USUAL] warms up, and is measured.
    private static final Timing LONGEST = new Timing(1_000, 25, 1_000, 4_000);

    /// Keeps its own copies.
    public Grid {
        rates = List.copyOf(rates);
        readers = List.copyOf(readers);
        textBytes = List.copyOf(textBytes);
        intervals = List.copyOf(intervals);
    }

    /// The points of [#USUAL].
    ///
    /// @param timing how long rows are measured; points are no longer, and at most 4 s
    public static List<GridPoint> usual(List<LoadProtocol> protocols, Timing timing) {
        return USUAL.points(
                protocols,
                new Timing(
                        0,
                        timing.pollWaitSeconds(),
                        Math.min(timing.warmUpMillis(), LONGEST.warmUpMillis()),
                        Math.min(timing.durationMillis(), LONGEST.durationMillis())));
    }

    /// Its points.
    ///
    /// @param timing of each, but for the poll interval
    public List<GridPoint> points(List<LoadProtocol> protocols, Timing timing) {
        List<GridPoint> points = new ArrayList<>();
        for (double rate : rates) {
            for (int count : readers) {
                for (int bytes : textBytes) {
                    for (LoadProtocol protocol : protocols) {
                        for (Duration interval : intervals(protocol, timing)) {
                            points.add(
                                    new GridPoint(
                                            protocol,
                                            new FanOut(count, rate, bytes, at(timing, interval))));
                        }
                    }
                }
            }
        }
        return points;
    }

    private List<Duration> intervals(LoadProtocol protocol, Timing timing) {
        boolean polls = !protocol.usualWait(at(timing, intervals.getFirst()).pollTimes()).isZero();
        return polls ? intervals : List.of(intervals.getFirst());
    }

    private static Timing at(Timing timing, Duration interval) {
        return new Timing(
                interval.toMillis(),
                timing.pollWaitSeconds(),
                timing.warmUpMillis(),
                timing.durationMillis());
    }
}
