package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.transport.LoadProtocol;
import dev.wirelab.load.transport.LoadProtocols;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Plants faults on the wire between a real lab and a real run, and expects each to be found, to
/// the message.
final class FaultyWireTest {
    private static final int MESSAGES = 40;
    private static final FanOut WORKLOAD = new FanOut(6, 40, 64, new Timing(1_000, 5, 250, 1_000));

    @TempDir Path folder = Path.of("");

    @Test
    void everyPlantedFaultIsFoundAndCounted()
            throws IOException, InterruptedException, CannotBeginException {
        List<LineProxy.Fault> faults =
                List.of(
                        line -> is(line, 10) ? List.of() : List.of(line),
                        line -> is(line, 11) ? List.of(line, line) : List.of(line),
                        new Swap(12),
                        line -> List.of(is(line, 13) ? line.replace("....", "...,") : line),
                        FaultyWireTest::cutAtTwenty);
        RunResult result = run(WORKLOAD, faults);

        assertThat(result.state()).isEqualTo(RunState.COMPLETE);
        int lost = 1 + 1 + (MESSAGES - 20);
        assertThat(result.tally())
                .as("one dropped, one altered, and half of the messages after a cut")
                .isEqualTo(new Tally(6L * MESSAGES, 6L * MESSAGES - lost, lost, 1, 1, 0, 1, 0));
        assertThat(result.latency(Quantity.DELIVERY).count()).isEqualTo(6L * MESSAGES - lost);
        assertThat(result.readersEndedEarly()).isEqualTo(1);
        assertThat(result.firstEnding()).contains("a reader stopped before the end");
        assertThat(result.isPerfect()).isFalse();
    }

    @Test
    void oneFaultInAThousandIsFoundAndCounted()
            throws IOException, InterruptedException, CannotBeginException {
        FanOut workload = new FanOut(12, 400, 64, new Timing(1_000, 5, 250, 2_500));
        List<LineProxy.Fault> faults = new ArrayList<>();
        List<OneInAThousand> dropped = plant(faults, _ -> List.of());
        List<OneInAThousand> doubled = plant(faults, line -> List.of(line, line));
        List<OneInAThousand> swapped = plant(faults, _ -> null);
        RunResult result = run(workload, faults);

        assertThat(result.state()).isEqualTo(RunState.COMPLETE);
        assertThat(count(dropped)).isPositive();
        assertThat(count(doubled)).isPositive();
        assertThat(count(swapped)).isPositive();
        long due = 12L * 1_000;
        assertThat(result.tally())
                .isEqualTo(
                        new Tally(
                                due,
                                due - count(dropped),
                                count(dropped),
                                count(doubled),
                                count(swapped),
                                0,
                                0,
                                0));
        assertThat(result.isPerfect()).isFalse();
    }

    /// Four readers with the same fault.
    private static List<OneInAThousand> plant(
            List<LineProxy.Fault> faults, Function<String, @Nullable List<String>> meddling) {
        List<OneInAThousand> planted = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            OneInAThousand fault = new OneInAThousand(faults.size(), meddling);
            planted.add(fault);
            faults.add(fault);
        }
        return planted;
    }

    private static long count(List<OneInAThousand> faults) {
        return faults.stream().mapToLong(fault -> fault.planted.get()).sum();
    }

    private RunResult run(FanOut workload, List<LineProxy.Fault> faults)
            throws IOException, InterruptedException, CannotBeginException {
        LoadProtocol tcp = LoadProtocols.byId("tcp").orElseThrow();
        try (Lab lab = Lab.start(LabJar.find(Optional.empty()), folder.resolve("lab.log"));
                LineProxy proxy = new LineProxy(lab.target().tcpPort(), faults)) {
            Target throughProxy = new Target(lab.target().http(), "127.0.0.1", proxy.port());
            RunSpec spec = new RunSpec("faulty", tcp.id(), throughProxy, null, workload);
            RunProcess run = new RunProcess(spec, tcp, folder.resolve("run"), _ -> {});
            try {
                return run.await().orElseThrow();
            } finally {
                run.close();
            }
        }
    }

    /// Meddles with one measured message in a thousand, which one is a matter of the seed; instead
    /// of what is null it lets the message pass after the next.
    private static final class OneInAThousand implements LineProxy.Fault {
        private static final Pattern MEASURED = Pattern.compile(" m(\\d+)\\.0 ");

        private final Random random;
        private final Function<String, @Nullable List<String>> meddling;
        private final AtomicInteger planted = new AtomicInteger();
        private @Nullable String held;

        OneInAThousand(int seed, Function<String, @Nullable List<String>> meddling) {
            this.random = new Random(seed);
            this.meddling = meddling;
        }

        @Override
        public List<String> meddle(String line) {
            Matcher measured = MEASURED.matcher(line);
            if (!measured.find()) {
                return List.of(line);
            }
            if (held != null) {
                List<String> both = List.of(line, held);
                held = null;
                return both;
            }
            // The last one has none after it that it could be swapped with.
            if (random.nextInt(1_000) > 0 || measured.group(1).equals("999")) {
                return List.of(line);
            }
            planted.incrementAndGet();
            List<String> instead = meddling.apply(line);
            held = instead == null ? line : null;
            return instead == null ? List.of() : instead;
        }
    }

    private static List<String> cutAtTwenty(String line) {
        if (is(line, 20)) {
            throw new LineProxy.Cut();
        }
        return List.of(line);
    }

    /// Whether a line is the measured message with this number.
    private static boolean is(String line, int sequence) {
        return line.contains(" m" + sequence + ".0 ");
    }

    /// Sends one message after its successor.
    private static final class Swap implements LineProxy.Fault {
        private final int sequence;
        private final List<String> held = new ArrayList<>();

        Swap(int sequence) {
            this.sequence = sequence;
        }

        @Override
        public List<String> meddle(String line) {
            if (is(line, sequence)) {
                held.add(line);
                return List.of();
            }
            List<String> passed = new ArrayList<>(List.of(line));
            if (is(line, sequence + 1)) {
                passed.addAll(held);
            }
            return passed;
        }
    }
}
