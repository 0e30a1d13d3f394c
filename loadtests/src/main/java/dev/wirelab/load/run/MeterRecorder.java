package dev.wirelab.load.run;

import com.sun.management.OperatingSystemMXBean;
import dev.wirelab.load.link.IpTraffic;
import dev.wirelab.load.link.PacketCounters;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.MeterSource;
import dev.wirelab.load.measure.ProcessSnapshot;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.result.MeterWindow;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the lab's meters and process, and counts segments and own CPU time, before and after the
/// measurement.
final class MeterRecorder {
    /// CPU time is counted in steps of 10 ms on many systems.
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LoadRun run;
    private final MeterSource lab;
    private final TcpSegments segments;
    private final @Nullable PacketCounters packets;
    private @Nullable IpTraffic ipBefore;
    private @Nullable IpTraffic ipAfter;
    private OptionalLong segmentsBefore = OptionalLong.empty();
    private OptionalLong segmentsAfter = OptionalLong.empty();
    private boolean answers;
    private boolean silent;
    private @Nullable MeterReadings before;
    private @Nullable MeterReadings due;
    private @Nullable MeterReadings after;
    private @Nullable MeterWindow window;
    private long arrivedBefore;
    private @Nullable ProcessSnapshot process;
    private long ownCpu;
    private long ownStart;
    private @Nullable Double ownCores;
    private @Nullable Double ownMicrosPerDelivery;

    MeterRecorder(LoadRun run, MeterSource lab) {
        this.run = run;
        this.lab = lab;
        this.segments = TcpSegments.with(run.target.http());
        this.packets = PacketCounters.of(run.spec.link());
    }

    /// Takes a snapshot of the lab's process; to be called when all clients are connected. In an
    /// idle workload the garbage is collected before, and it is called again when it is quiet.
    void snapshotProcess() throws InterruptedException {
        answers = read() != null;
        Long pid = run.spec.labPid();
        if (pid == null) {
            return;
        }
        boolean heap = !run.workload.isQuiet() || ProcessSnapshot.collectGarbage(pid);
        process = ProcessSnapshot.of(pid).orElse(null);
        if (process != null) {
            process = process.withHeap(heap ? lab.heapBytes().orElse(0) : 0);
        }
    }

    /// Begins the observation.
    void begin() throws InterruptedException {
        before = read();
        arrivedBefore = run.arrivals();
        segmentsBefore = run.spec.link() == null ? segments.passed() : OptionalLong.empty();
        ipBefore = packets == null ? null : packets.read();
        ownCpu = cpuNanos();
        ownStart = System.nanoTime();
    }

    /// Every message has been published, but not every one has arrived: the CPU time from now on is
    /// not that of the load.
    void allPublished() throws InterruptedException {
        ownCores = currentCores();
        due = read();
        // It is not asked again: each request to a stopped lab takes seconds.
        silent = answers && due == null;
    }

    /// Ends the observation.
    ///
    /// @param steady whether messages are under way at both ends
    void end(boolean steady) throws InterruptedException {
        ownCores = ownCores == null ? currentCores() : ownCores;
        long arrived = run.arrivals() - arrivedBefore;
        ownMicrosPerDelivery =
                ownCpu < 0 || arrived == 0 ? null : (cpuNanos() - ownCpu) / 1e3 / arrived;
        segmentsAfter = segments.passed();
        ipAfter = packets == null ? null : packets.read();
        after = read();
        MeterReadings start = before;
        if (start != null && after != null) {
            MeterReadings moved = after.since(start);
            window =
                    new MeterWindow(
                            steady ? moved.eventsDelivered() : arrived,
                            steady,
                            labCores(due == null ? moved : due.since(start)),
                            Math.max(0, moved.allDelivered() - arrived));
        }
    }

    /// Null for a time that is short beside the steps in which the system counts CPU time.
    private @Nullable Double currentCores() {
        long nanos = System.nanoTime() - ownStart;
        return ownCpu < 0 || nanos < SHORTEST_NANOS ? null : (double) (cpuNanos() - ownCpu) / nanos;
    }

    private static @Nullable Double labCores(MeterReadings moved) {
        return moved.cpuNanos() == 0 || moved.stampNanos() <= 0
                ? null
                : (double) moved.cpuNanos() / moved.stampNanos();
    }

    /// CPU time of this process; negative if it is not known.
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    private @Nullable MeterReadings read() throws InterruptedException {
        return silent ? null : lab.meters(run.transport.id()).orElse(null);
    }

    /// The observed time; null if the lab has no meters.
    @Nullable MeterWindow window() {
        return window;
    }

    /// How many cores this process used meanwhile; null if that is not known.
    @Nullable Double ownCores() {
        return ownCores;
    }

    /// CPU time of this process per message that arrived meanwhile, in microseconds; null if it is
    /// not known.
    @Nullable Double ownMicrosPerDelivery() {
        return ownMicrosPerDelivery;
    }

    /// The increase of the meters; empty if the lab has none.
    Optional<MeterReadings> moved() {
        return before == null || after == null
                ? Optional.empty()
                : Optional.of(after.since(before));
    }

    /// How many TCP segments passed between this machine and the lab meanwhile, including those of
    /// all other connections; null if that is not known.
    @Nullable Long segments() {
        return segmentsBefore.isPresent() && segmentsAfter.isPresent()
                ? segmentsAfter.getAsLong() - segmentsBefore.getAsLong()
                : null;
    }

    /// The IP packets over the link meanwhile; null if they were not counted.
    @Nullable IpTraffic ip() {
        return ipBefore == null || ipAfter == null ? null : ipAfter.since(ipBefore);
    }

    /// The lab's process when all clients were connected; null if it is not known.
    @Nullable ProcessSnapshot process() {
        return process;
    }

    /// Asks the lab whether it has ceased to answer; false if it never did.
    boolean isSilent() throws InterruptedException {
        silent = answers && read() == null;
        return silent;
    }

    /// Whether the lab had meters at the beginning and none at the end: it does not answer any
    /// more.
    boolean isLost() {
        return silent || (before != null && after == null);
    }
}
