package dev.wirelab.load.cli;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Population;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks of option values.
final class OptionChecks {
    static final int MAX_READERS = 20_000;
    static final int MAX_RATE = 10_000;
    private static final long MAX_DELIVERIES = 200_000_000;

    private OptionChecks() {}

    static void check(boolean holds, String message) throws CannotStartException {
        if (!holds) {
            throw new CannotStartException(message);
        }
    }

    static void inRange(String name, long value, long least, long most)
            throws CannotStartException {
        check(value >= least && value <= most, "%s must be %d to %d".formatted(name, least, most));
    }

    static void inRange(String name, Duration value, Duration least, Duration most)
            throws CannotStartException {
        check(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                "%s must be %s to %s".formatted(name, text(least), text(most)));
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    static void readers(int value) throws CannotStartException {
        inRange("--readers", value, 1, MAX_READERS);
    }

    static void rate(String name, double value) throws CannotStartException {
        check(
                value > 0 && value <= MAX_RATE,
                "%s must be above 0 and at most %d".formatted(name, MAX_RATE));
    }

    static void size(String name, int value, int most) throws CannotStartException {
        check(
                value >= Stamp.MIN_BYTES && value <= most,
                "%s must be %d to %d: the stamp needs the first"
                        .formatted(name, Stamp.MIN_BYTES, most));
    }

    static void pollInterval(String name, Duration value) throws CannotStartException {
        inRange(name, value, Duration.ofMillis(10), Duration.ofSeconds(30));
    }

    static void duration(Duration value, Duration most) throws CannotStartException {
        inRange("--duration", value, Duration.ofMillis(100), most);
    }

    static void warmUp(Duration value) throws CannotStartException {
        inRange("--warm-up", value, Duration.ZERO, Duration.ofMinutes(10));
    }

    /// The variant of a transport with this id.
    static TransportVariant transport(String id) throws CannotStartException {
        return TransportVariant.byId(id)
                .orElseThrow(() ->
                        new CannotStartException(
                                "there is no transport '%s'; there are %s"
                                        .formatted(id, String.join(", ", TransportVariant.ids()))));
    }

    /// The variants with these ids.
    static List<TransportVariant> transports(List<String> ids) throws CannotStartException {
        different(ids);
        for (String id : ids) {
            transport(id);
        }
        return ids.stream().flatMap(id -> TransportVariant.byId(id).stream()).toList();
    }

    /// No transport is named twice.
    static void different(List<String> ids) throws CannotStartException {
        Set<String> seen = new HashSet<>();
        for (String id : ids) {
            check(seen.add(id), "--transports has '%s' twice".formatted(id));
        }
    }

    /// Whether a workload has messages, and not more than can be counted.
    static void workload(Workload workload) throws CannotStartException {
        Population population = workload.population("any");
        check(
                population.readers().isEmpty()
                        || population.streams().stream()
                                .mapToInt(MessageStream::messages)
                                .allMatch(messages -> messages > 0),
                "not one message is due in --duration at this --rate");
        check(
                population.expected() <= MAX_DELIVERIES,
                "that would be %d deliveries; at most %d are counted"
                        .formatted(population.expected(), MAX_DELIVERIES));
    }
}
