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

/// A grid of workloads for a sweep; a [Design] selects its points. A transport that does not poll
/// at intervals is measured once at each point.
///
/// The points are shuffled with a fixed seed, so that a drift of the lab does not correlate with a
/// dimension of the grid; at each point the transports follow each other.
///
/// @param rates messages a second, ascending
/// @param readers reading sessions, ascending
/// @param textBytes text sizes, ascending
/// @param intervals poll intervals, ascending
public record Grid(
        List<Double> rates,
        List<Integer> readers,
        List<Integer> textBytes,
        List<Duration> intervals) {
    /// The default: loads that two cores sustain without saturation, since the model covers costs
    /// and not queues.
    public static final Grid USUAL =
            new Grid(
                    List.of(2.0, 8.0, 32.0),
                    List.of(10, 32, 100),
                    List.of(64, 256, 1024),
                    List.of(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1)));

    /// The default warm-up of a point.
    public static final Duration WARM_UP = Duration.ofSeconds(1);

    /// The default measuring time of a point.
    public static final Duration DURATION = Duration.ofSeconds(4);

    /// The seed, of the first thousand, whose order correlates least with the dimensions of
    /// [#USUAL] and the halves.
    private static final long ORDER = 291;

    /// Sorts the values.
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

    /// The points of this grid.
    ///
    /// @param timing of each point, except for the poll interval
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
