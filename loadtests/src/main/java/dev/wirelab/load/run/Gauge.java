package dev.wirelab.load.run;

import com.sun.management.OperatingSystemMXBean;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.LabProcess;
import dev.wirelab.load.measure.Meters;
import dev.wirelab.load.measure.TcpSegments;
import dev.wirelab.load.result.Watched;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What the lab tells of itself before and after what is measured.
final class Gauge {
    private final LoadRun run;
    private final LabApi lab;
    private final TcpSegments segments;
    private OptionalLong segmentsBefore = OptionalLong.empty();
    private OptionalLong segmentsAfter = OptionalLong.empty();
    private @Nullable Meters before;
    private @Nullable Meters due;
    private @Nullable Meters after;
    private @Nullable Watched watched;
    private long arrivedBefore;
    private @Nullable LabProcess process;
    private long ownCpu;
    private long ownStart;
    private @Nullable Double ownCores;

    Gauge(LoadRun run, LabApi lab) {
        this.run = run;
        this.lab = lab;
        this.segments = TcpSegments.with(run.spec().target().http());
    }

    /// Everyone is connected: what does the lab's process hold? To be asked again in a quiet
    /// workload when it is quiet; the garbage is collected before.
    void look() throws InterruptedException {
        Long pid = run.spec().labPid();
        if (pid == null) {
            return;
        }
        boolean told = !run.workload().isQuiet() || LabProcess.collectGarbage(pid);
        process = LabProcess.of(pid).orElse(null);
        if (process != null) {
            process = process.withHeap(told ? lab.heapBytes().orElse(0) : 0);
        }
    }

    /// What is watched begins.
    void begin() throws InterruptedException {
        before = read();
        arrivedBefore = run.arrivals();
        segmentsBefore = segments.passed();
        ownCpu = cpuNanos();
        ownStart = System.nanoTime();
    }

    /// Everything that was due has been said, but not everything has arrived: from here on the
    /// cores do not tell what the load was.
    void allWasDue() throws InterruptedException {
        ownCores = ownCores();
        due = read();
    }

    /// It is over.
    ///
    /// @param steady whether messages were under way at the beginning and are now
    void end(boolean steady) throws InterruptedException {
        ownCores = ownCores == null ? ownCores() : ownCores;
        segmentsAfter = segments.passed();
        after = read();
        Meters moved = moved().orElse(null);
        if (moved != null) {
            long arrived = run.arrivals() - arrivedBefore;
            watched =
                    new Watched(
                            steady ? moved.eventsDelivered() : arrived,
                            steady,
                            labCores(
                                    due == null
                                            ? moved
                                            : due.since(Objects.requireNonNull(before))));
        }
    }

    private @Nullable Double ownCores() {
        double nanos = Math.max(1, System.nanoTime() - ownStart);
        return ownCpu < 0 ? null : (cpuNanos() - ownCpu) / nanos;
    }

    private static @Nullable Double labCores(Meters moved) {
        return moved.cpuNanos() == 0 || moved.stampNanos() <= 0
                ? null
                : (double) moved.cpuNanos() / moved.stampNanos();
    }

    /// What belongs to the time that was watched; nothing if the lab has no meters.
    Optional<Watched> watched() {
        return Optional.ofNullable(watched);
    }

    /// CPU time of this process; negative where it is not told.
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    /// How many cores this process kept busy in between; nothing if it is not known.
    Optional<Double> coresOfOwn() {
        return Optional.ofNullable(ownCores);
    }

    private @Nullable Meters read() throws InterruptedException {
        return lab.meters(run.transport().id()).orElse(null);
    }

    /// What the meters moved; nothing if the lab has none.
    Optional<Meters> moved() {
        return before == null || after == null
                ? Optional.empty()
                : Optional.of(after.since(before));
    }

    /// How many TCP segments passed between this machine and the lab meanwhile, those of everything
    /// else among them; nothing where the kernel does not tell.
    OptionalLong segments() {
        return segmentsBefore.isPresent() && segmentsAfter.isPresent()
                ? OptionalLong.of(segmentsAfter.getAsLong() - segmentsBefore.getAsLong())
                : OptionalLong.empty();
    }

    /// The lab's process when everyone was connected; nothing if it cannot be looked at.
    Optional<LabProcess> process() {
        return Optional.ofNullable(process);
    }

    /// Whether the lab had meters at the beginning and none at the end: it has gone.
    boolean isLost() {
        return before != null && after == null;
    }
}
