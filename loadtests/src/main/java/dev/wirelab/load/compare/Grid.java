package dev.wirelab.load.compare;

import dev.wirelab.load.crossover.Design;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// A grid of workloads for the sweep, of which a [Design] chooses the places. A wire that does not
/// poll at intervals is at each place once.
///
/// The places are in an order without a pattern, always the same, so that whatever becomes of the
/// lab while it is swept has no direction of the grid to hide in; at each place the wires take
/// turns.
///
/// @param rates messages a second, ascending
/// @param readers how many read, ascending
/// @param textBytes sizes of the texts, ascending
/// @param intervals from one short poll to the next, ascending
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
                    List.of(10, 32, 100),
                    List.of(64, 256, 1024),
                    List.of(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1)));

    /// How long a point warms up unless told otherwise.
    public static final Duration WARM_UP = Duration.ofSeconds(1);

    /// How long a point is measured unless told otherwise.
    public static final Duration DURATION = Duration.ofSeconds(4);

    /// Of the first thousand orders, the one in which no direction of [#USUAL], nor the half, keeps
    /// step with time.
    private static final long ORDER = 291;

    /// Keeps its own copies, sorted.
    public Grid {
        rates = rates.stream().sorted().toList();
        readers = readers.stream().sorted().toList();
        textBytes = textBytes.stream().sorted().toList();
        intervals = intervals.stream().sorted().toList();
    }

    /// The points of [#USUAL].
    ///
    /// @param pollWaitSeconds how long the lab may hold a long poll
    public static List<GridPoint> usual(List<TransportVariant> protocols, int pollWaitSeconds) {
        return USUAL.points(
                protocols, new Timing(0, pollWaitSeconds, WARM_UP.toMillis(), DURATION.toMillis()));
    }

    /// Its points.
    ///
    /// @param timing of each, but for the poll interval
    public List<GridPoint> points(List<TransportVariant> protocols, Timing timing) {
        Design design =
                new Design(rates.size(), readers.size(), textBytes.size(), intervals.size());
        List<Design.Spot> spots = new ArrayList<>(design.spots());
        Collections.shuffle(spots, new Random(ORDER));
        List<GridPoint> points = new ArrayList<>();
        for (Design.Spot spot : spots) {
            for (TransportVariant protocol : protocols) {
                boolean polls = protocol.transport().pollsAtIntervals();
                for (int interval : polls ? design.intervals(spot) : List.of(0)) {
                    points.add(
                            new GridPoint(
                                    protocol,
                                    new FanOut(
                                            readers.get(spot.readers()),
                                            rates.get(spot.rate()),
                                            textBytes.get(spot.text()),
                                            at(timing, intervals.get(interval))),
                                    design.half(spot, interval)));
                }
            }
        }
        return points;
    }

    private static Timing at(Timing timing, Duration interval) {
        return new Timing(
                interval.toMillis(),
                timing.pollWaitSeconds(),
                timing.warmUpMillis(),
                timing.durationMillis());
    }
}
