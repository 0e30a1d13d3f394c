package dev.wirelab.load.measure;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/// Histograms of every [Quantity] in microseconds: one shard for each thread that records, merged
/// when read. Safe for use by any number of threads.
public final class LatencyRecorder {
    /// The longest recorded time in microseconds; longer ones are recorded as this.
    public static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    /// Significant decimal digits of a recorded value.
    public static final int DIGITS = 3;

    private final List<Shard> shards = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Shard> mine = ThreadLocal.withInitial(this::newShard);
    private final LongAdder clockOddities = new LongAdder();

    /// Records a time. A negative one is recorded as 0 and counted as a clock oddity.
    public void record(Quantity quantity, long nanos) {
        if (nanos < 0) {
            clockOddities.increment();
        }
        long micros = TimeUnit.NANOSECONDS.toMicros(Math.max(nanos, 0));
        mine.get().recorder(quantity).recordValue(Math.min(micros, HIGHEST_MICROS));
    }

    /// How many times were negative.
    public long clockOddities() {
        return clockOddities.sum();
    }

    /// Everything recorded since the last call, merged over the shards. To be called by one thread.
    public Map<Quantity, Histogram> drain() {
        Map<Quantity, Histogram> merged = new EnumMap<>(Quantity.class);
        for (Quantity quantity : Quantity.values()) {
            Histogram all = new Histogram(HIGHEST_MICROS, DIGITS);
            for (Shard shard : shards) {
                all.add(shard.recorder(quantity).getIntervalHistogram());
            }
            merged.put(quantity, all);
        }
        return merged;
    }

    private Shard newShard() {
        Shard shard = new Shard();
        shards.add(shard);
        return shard;
    }

    private static final class Shard {
        private final Map<Quantity, SingleWriterRecorder> recorders = new EnumMap<>(Quantity.class);

        Shard() {
            for (Quantity quantity : Quantity.values()) {
                // Auto-resizing: most quantities of most shards stay small or empty.
                recorders.put(quantity, new SingleWriterRecorder(DIGITS));
            }
        }

        SingleWriterRecorder recorder(Quantity quantity) {
            return Objects.requireNonNull(recorders.get(quantity));
        }
    }
}
