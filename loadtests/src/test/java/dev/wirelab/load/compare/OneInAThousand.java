package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.DeliveryCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Faults for twelve readers of a thousand messages each: four lose, four double and four swap one
/// measured message in a thousand; which one is a matter of the seed.
final class OneInAThousand {
    static final int READERS = 12;
    static final int MESSAGES = 1_000;
    private static final int OF_A_KIND = READERS / 3;

    private final List<Planted> dropped = planted(0, _ -> List.of());
    private final List<Planted> doubled = planted(1, line -> List.of(line, line));
    private final List<Planted> swapped = planted(2, _ -> null);

    private static List<Planted> planted(
            int kind, Function<String, @Nullable List<String>> meddling) {
        List<Planted> planted = new ArrayList<>();
        for (int i = 0; i < OF_A_KIND; i++) {
            planted.add(new Planted(kind * OF_A_KIND + i, meddling));
        }
        return planted;
    }

    /// One for each reader.
    List<LineProxy.Fault> faults() {
        List<LineProxy.Fault> all = new ArrayList<>(dropped);
        all.addAll(doubled);
        all.addAll(swapped);
        return all;
    }

    /// What a run that met these faults must have counted.
    DeliveryCounts tally() {
        assertThat(count(dropped)).isPositive();
        assertThat(count(doubled)).isPositive();
        assertThat(count(swapped)).isPositive();
        long due = (long) READERS * MESSAGES;
        return new DeliveryCounts(
                due, due - count(dropped), count(dropped), count(doubled), count(swapped), 0, 0, 0);
    }

    private static long count(List<Planted> faults) {
        return faults.stream().mapToLong(fault -> fault.planted.get()).sum();
    }

    /// Changes a message now and then; null lets the message pass after the next one.
    private static final class Planted implements LineProxy.Fault {
        private static final Pattern MEASURED = Pattern.compile(" m(\\d+)\\.0 ");
        private static final String LAST = Integer.toString(MESSAGES - 1);

        private final Random random;
        private final Function<String, @Nullable List<String>> meddling;
        private final AtomicInteger planted = new AtomicInteger();
        private @Nullable String held;

        Planted(int seed, Function<String, @Nullable List<String>> meddling) {
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
            // The last one has no successor to be swapped with.
            if (random.nextInt(1_000) > 0 || measured.group(1).equals(LAST)) {
                return List.of(line);
            }
            planted.incrementAndGet();
            List<String> instead = meddling.apply(line);
            held = instead == null ? line : null;
            return instead == null ? List.of() : instead;
        }
    }
}
