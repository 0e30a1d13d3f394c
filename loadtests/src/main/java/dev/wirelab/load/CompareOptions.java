package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Settings;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.transport.LoadProtocols;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of `compare`, and what they may be.
final class CompareOptions {
    private static final int MAX_READERS = 20_000;
    private static final int MAX_RATE = 10_000;
    private static final int MAX_TEXT_BYTES = 4096;
    private static final long MAX_DELIVERIES = 200_000_000;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration DURATION = Duration.ofSeconds(20);
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(2);
    private static final Duration QUICK_DURATION = Duration.ofSeconds(4);

    @Option(
            names = "--transports",
            split = ",",
            paramLabel = "ID",
            description =
                    "which, in this order, with commas between (default: all); one named twice runs"
                            + " twice")
    private List<String> transports = LoadProtocols.ids();

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "sessions that read the group (default: ${DEFAULT-VALUE})")
    private int readers = 100;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "messages a second (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description = "bytes of each text, 48 to 4096 (default: ${DEFAULT-VALUE})")
    private int size = 64;

    @Option(
            names = "--poll-interval",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "from one short poll to the next (default: 1s)")
    private Duration pollInterval = Duration.ofSeconds(1);

    @Option(
            names = "--poll-wait",
            paramLabel = "SECONDS",
            description =
                    "how long the lab may hold a long poll, 1 to 30 (default: ${DEFAULT-VALUE})")
    private int pollWait = 25;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each transport is measured (default: 20s; quick: 4s)")
    private @Nullable Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "how long each warms up before (default: 5s; quick: 2s)")
    private @Nullable Duration warmUp;

    @Option(names = "--quick", description = "a shorter look: under a minute in all")
    private boolean quick;

    @Option(
            names = "--target",
            paramLabel = "URL",
            description = "a lab that already runs, such as http://127.0.0.1:7070")
    private @Nullable String target;

    @Option(
            names = "--lab-jar",
            paramLabel = "FILE",
            description = "the server program to start (default: found beside this one)")
    private @Nullable Path labJar;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where results go, in a folder of their own (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("results");

    /// What they ask.
    ///
    /// @throws CannotBeginException if they ask what cannot be; the message says which and why
    Settings settings() throws CannotBeginException {
        for (String id : transports) {
            demand(
                    LoadProtocols.byId(id).isPresent(),
                    "there is no transport '%s'; there are %s"
                            .formatted(id, String.join(", ", LoadProtocols.ids())));
        }
        demand(
                readers >= 1 && readers <= MAX_READERS,
                "--readers must be 1 to %d".formatted(MAX_READERS));
        demand(
                rate > 0 && rate <= MAX_RATE,
                "--rate must be above 0 and at most %d".formatted(MAX_RATE));
        demand(
                size >= Stamp.MIN_BYTES && size <= MAX_TEXT_BYTES,
                "--size must be %d to %d: the stamp needs the first"
                        .formatted(Stamp.MIN_BYTES, MAX_TEXT_BYTES));
        demand(pollWait >= 1 && pollWait <= 30, "--poll-wait must be 1 to 30");
        inRange("--poll-interval", pollInterval, Duration.ofMillis(10), Duration.ofSeconds(30));
        Duration measured = duration != null ? duration : quick ? QUICK_DURATION : DURATION;
        Duration before = warmUp != null ? warmUp : quick ? QUICK_WARM_UP : WARM_UP;
        inRange("--duration", measured, Duration.ofMillis(100), Duration.ofHours(1));
        inRange("--warm-up", before, Duration.ZERO, Duration.ofMinutes(10));
        FanOut workload =
                new FanOut(
                        readers,
                        rate,
                        size,
                        pollInterval.toMillis(),
                        pollWait,
                        before.toMillis(),
                        measured.toMillis());
        demand(workload.messages() >= 1, "not one message is due in --duration at this --rate");
        demand(
                workload.expected() <= MAX_DELIVERIES,
                "that would be %d deliveries; at most %d are counted"
                        .formatted(workload.expected(), MAX_DELIVERIES));
        return new Settings(
                transports,
                workload,
                target == null ? Optional.empty() : Optional.of(address(target)),
                Optional.ofNullable(labJar),
                out);
    }

    private static String address(String target) throws CannotBeginException {
        try {
            URI uri = URI.create(target);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                return "http://" + uri.getAuthority();
            }
        } catch (IllegalArgumentException e) {
            // Told below, like every other address that is none.
        }
        throw new CannotBeginException(
                "--target must be an address such as http://127.0.0.1:7070, not '" + target + "'");
    }

    private static void inRange(String name, Duration value, Duration least, Duration most)
            throws CannotBeginException {
        demand(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                "%s must be %s to %s".formatted(name, human(least), human(most)));
    }

    private static String human(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    private static void demand(boolean holds, String message) throws CannotBeginException {
        if (!holds) {
            throw new CannotBeginException(message);
        }
    }
}
