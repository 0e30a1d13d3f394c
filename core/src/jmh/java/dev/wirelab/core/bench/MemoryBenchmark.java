package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// How the memory of core grows: live heap after a collection, with so many more of something. What
/// is to be read is `bytesEach`; the time is that of making them and of its collections. Once in
/// each JVM: a second time would still find some of the first.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class MemoryBenchmark {
    /// How many are made.
    @Param({"1000", "10000", "100000"})
    private int count;

    private final List<Object> kept = new ArrayList<>();

    /// What one of them takes.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Slope {
        public double bytesEach;
    }

    /// People who are logged in, each with a connection that waits, but for its socket.
    @Benchmark
    public void sessionWithReader(Slope slope) {
        try (Crowd crowd = new Crowd(options(1))) {
            long before = live();
            for (int i = 0; i < count; i++) {
                kept.add(new Follower(crowd.chat(), crowd.logIn()));
            }
            slope.bytesEach = each(before);
        }
    }

    /// Groups with one member.
    @Benchmark
    public void group(Slope slope) {
        try (Crowd crowd = new Crowd(options(1))) {
            List<Session> members = new ArrayList<>();
            for (int i = 0; i < count; i += ChatOptions.MAX_GROUPS) {
                members.add(crowd.logIn());
            }
            long before = live();
            for (int i = 0; i < count; i++) {
                Session member = members.get(i / ChatOptions.MAX_GROUPS);
                crowd.join(member, Address.parseGroup("#group" + i));
            }
            slope.bytesEach = each(before);
        }
    }

    /// Retained messages of 64 bytes in one group, their JSON of some 150 bytes included.
    @Benchmark
    public void retainedEvent(Slope slope) {
        try (Crowd crowd = new Crowd(options(count + 1))) {
            long before = live();
            crowd.burst(crowd.speaker(), Crowd.OURS, Crowd.text(64), count);
            slope.bytesEach = each(before);
        }
    }

    private ChatOptions options(int retained) {
        ChatOptions defaults = ChatOptions.DEFAULTS;
        return new ChatOptions(
                Duration.ofHours(1),
                defaults.sessionLife(),
                retained,
                Long.MAX_VALUE,
                count + 1_000);
    }

    private double each(long before) {
        return (double) (live() - before) / count;
    }

    private static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @TearDown(Level.Iteration)
    public void forget() {
        kept.clear();
    }
}
