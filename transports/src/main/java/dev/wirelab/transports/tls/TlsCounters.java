package dev.wirelab.transports.tls;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts handshakes, failed connections and loaded certificates. A lab without TLS has one, too,
/// since a peer may begin a handshake on its plaintext ports. Safe for use by any number of
/// threads.
public final class TlsCounters {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCounters.class);

    /// One warning of a kind per minute; the others are only counted.
    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongAdder handshakes = new LongAdder();
    private final LongAdder reloads = new LongAdder();
    private final LongAdder failedReloads = new LongAdder();
    private final Map<TlsFailure, LongAdder> failures = new EnumMap<>(TlsFailure.class);
    private final Map<TlsFailure, AtomicLong> warned = new EnumMap<>(TlsFailure.class);

    /// Creates counters that are zero.
    public TlsCounters() {
        long past = System.nanoTime() - WARNING_NANOS;
        for (TlsFailure failure : TlsFailure.values()) {
            failures.put(failure, new LongAdder());
            warned.put(failure, new AtomicLong(past));
        }
    }

    /// A handshake is complete.
    void established() {
        handshakes.increment();
    }

    /// Counts a failure. The first of its kind in a minute is a line of the log.
    ///
    /// @param detail what happened, without text of the peer
    public void failed(TlsFailure failure, String detail) {
        adder(failure).increment();
        AtomicLong last = warned.get(failure);
        long now = System.nanoTime();
        long before = last == null ? now : last.get();
        if (last != null && now - before >= WARNING_NANOS && last.compareAndSet(before, now)) {
            LOG.warn("TLS ({}): {}", failure.id(), detail);
        } else {
            LOG.debug("TLS ({}): {}", failure.id(), detail);
        }
    }

    /// Counts an attempt to load a changed certificate.
    void reloaded(boolean success) {
        (success ? reloads : failedReloads).increment();
    }

    private LongAdder adder(TlsFailure failure) {
        LongAdder adder = failures.get(failure);
        if (adder == null) {
            throw new IllegalStateException(failure.id());
        }
        return adder;
    }

    /// Handshakes that were completed.
    public long handshakes() {
        return handshakes.sum();
    }

    /// Certificates that were loaded after the start.
    public long reloads() {
        return reloads.sum();
    }

    /// Changed certificates that could not be used; the previous one stayed.
    public long failedReloads() {
        return failedReloads.sum();
    }

    /// The number of failures of a kind.
    public long failures(TlsFailure failure) {
        return adder(failure).sum();
    }

    /// All failures by their names.
    public Map<String, Long> failures() {
        Map<String, Long> all = new LinkedHashMap<>();
        failures.forEach((failure, count) -> all.put(failure.id(), count.sum()));
        return all;
    }
}
