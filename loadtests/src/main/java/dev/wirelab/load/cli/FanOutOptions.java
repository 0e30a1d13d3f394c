package dev.wirelab.load.cli;

import dev.wirelab.core.protocol.BinaryRules;
import dev.wirelab.core.protocol.TextRules;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Timing;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/// The options of one group with one publisher, also of the other workloads where they apply.
final class FanOutOptions {
    private static final String TEXT = "text";
    private static final String BINARY = "binary";

    @Option(
            names = "--readers",
            paramLabel = "N",
            description = "reading sessions (default: ${DEFAULT-VALUE})")
    private int readers = 100;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "messages per second in a group (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            description =
                    "bytes of each text, 48 to 4096, or of binary content, to 65536 (default:"
                            + " ${DEFAULT-VALUE})")
    private int size = 64;

    @Option(
            names = "--content",
            paramLabel = "KIND",
            description =
                    "text, or binary: bytes as they are where the transport carries them, else base64"
                            + " (default: ${DEFAULT-VALUE})")
    private String content = TEXT;

    @Option(
            names = "--poll-interval",
            paramLabel = "TIME",
            converter = DurationOption.class,
            description = "poll interval of short polling (default: 1s)")
    private Duration pollInterval = Duration.ofSeconds(1);

    /// Sets what was not given on the command line.
    void setUnlessGiven(ParseResult given, int usualReaders, double usualRate) {
        readers = given.hasMatchedOption("--readers") ? readers : usualReaders;
        rate = given.hasMatchedOption("--rate") ? rate : usualRate;
    }

    /// The durations of the workload.
    ///
    /// @throws CannotStartException if an option is unusable; the message names it
    Timing timing(int pollWait, Duration warmUp, Duration duration, Duration most)
            throws CannotStartException {
        OptionChecks.pollInterval("--poll-interval", pollInterval);
        OptionChecks.duration(duration, most);
        OptionChecks.warmUp(warmUp);
        return new Timing(
                pollInterval.toMillis(), pollWait, warmUp.toMillis(), duration.toMillis());
    }

    /// The workload.
    ///
    /// @throws CannotStartException if an option is unusable; the message names it
    FanOut workload(Timing timing) throws CannotStartException {
        OptionChecks.readers(readers);
        OptionChecks.rate("--rate", rate);
        OptionChecks.check(
                content.equals(TEXT) || content.equals(BINARY),
                "--content must be text or binary, not '" + content + "'");
        boolean binary = content.equals(BINARY);
        OptionChecks.size(
                "--size", size, binary ? BinaryRules.MAX_BYTES : TextRules.MAX_TEXT_BYTES);
        return new FanOut(readers, rate, size, binary, timing);
    }
}
