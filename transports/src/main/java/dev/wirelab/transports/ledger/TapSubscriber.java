package dev.wirelab.transports.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.meter.TrafficMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The pending records of one subscriber. If it is slow, whole records are dropped, the oldest
/// first, and it receives the number of dropped records.
///
/// Any thread may offer records, without blocking; one thread takes them.
public final class TapSubscriber implements AutoCloseable {
    /// The largest number of pending bytes.
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /// The largest number of pending records.
    static final int MAX_RECORDS = 8192;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Tap tap;
    private final Map<TrafficMeter, String> meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition nonEmpty = lock.newCondition();
    private final Deque<Entry> pending = new ArrayDeque<>();
    private long pendingBytes;
    private long droppedRecords;
    private long droppedBytes;

    private record Entry(String transport, TapRecord seen) {}

    TapSubscriber(Tap tap, Map<TrafficMeter, String> meters) {
        this.tap = tap;
        this.meters = Map.copyOf(meters);
    }

    void offer(TrafficMeter meter, TapRecord seen) {
        String transport = meters.getOrDefault(meter, "");
        lock.lock();
        try {
            pending.add(new Entry(transport, seen));
            pendingBytes += seen.size();
            while (pendingBytes > MAX_BYTES || pending.size() > MAX_RECORDS) {
                TapRecord oldest = pending.remove().seen();
                pendingBytes -= oldest.size();
                droppedRecords++;
                droppedBytes += oldest.size();
            }
            nonEmpty.signal();
        } finally {
            lock.unlock();
        }
    }

    /// The next record as JSON (docs/protocol.md, *The tap*); empty if there is none in time.
    public Optional<String> next(Duration atMost) throws InterruptedException {
        Entry entry;
        long records;
        long bytes;
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (pending.isEmpty() && left > 0) {
                left = nonEmpty.awaitNanos(left);
            }
            records = droppedRecords;
            bytes = droppedBytes;
            droppedRecords = 0;
            droppedBytes = 0;
            entry = records > 0 ? null : pending.poll();
            if (entry != null) {
                pendingBytes -= entry.seen().size();
            }
        } finally {
            lock.unlock();
        }
        if (records > 0) {
            return Optional.of(dropped(records, bytes));
        }
        return Optional.ofNullable(entry).map(TapSubscriber::json);
    }

    private static String dropped(long records, long bytes) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "dropped");
        fields.put("records", records);
        fields.put("length", bytes);
        return write(fields);
    }

    private static String json(Entry entry) {
        TapRecord seen = entry.seen();
        TrafficUnit unit = seen.unit();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", unit == null ? "closed" : "bytes");
        fields.put("transport", entry.transport());
        fields.put("connection", seen.connection());
        if (unit != null) {
            fields.put("direction", unit.direction().id());
            fields.put("nanos", unit.nanos());
            fields.put("at", wallClock(unit.nanos()));
            fields.put("length", unit.length());
            fields.put("bytes", unit.raw());
            fields.put("spans", spans(unit.spans()));
        }
        fields.put("totalIn", seen.totalIn());
        fields.put("totalOut", seen.totalOut());
        return write(fields);
    }

    /// Milliseconds since 1970, with microseconds as decimals.
    private static double wallClock(long nanos) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        return (micros - TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - nanos)) / 1000.0;
    }

    private static List<List<Object>> spans(ByteSpans spans) {
        List<List<Object>> list = new ArrayList<>();
        for (int run = 0; run < spans.count(); run++) {
            list.add(List.of(spans.classOf(run).id(), spans.length(run)));
        }
        return list;
    }

    private static String write(@Nullable Object fields) {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends the subscription.
    @Override
    public void close() {
        tap.close(this);
    }
}
