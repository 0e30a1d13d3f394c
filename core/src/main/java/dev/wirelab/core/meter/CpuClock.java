package dev.wirelab.core.meter;

import com.sun.management.OperatingSystemMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/// The CPU time of this process, user and system, of all its current and former threads, in
/// nanoseconds.
///
/// On Linux and macOS it is read from `clock_gettime(CLOCK_PROCESS_CPUTIME_ID)` (POSIX.1-2017),
/// which advances with every reading. Elsewhere, or if native access is denied, it is the JVM's own
/// clock, which on Linux advances in steps of 10 ms (docs/decisions/0013). The clock is chosen
/// once, at the first reading. Safe for use by any number of threads.
final class CpuClock {
    /// The largest accepted difference between the first readings of the two clocks. The JVM's user
    /// and system time each lag by up to one tick of 10 ms.
    private static final long AGREED_NANOS = 100_000_000;

    private static final long SECOND = 1_000_000_000;

    /// `struct timespec`: two numbers of 8 bytes.
    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG;

    private CpuClock() {}

    /// The CPU time since the process started; negative if neither clock is available.
    static long nanos() {
        return Chosen.CLOCK.getAsLong();
    }

    /// Linked at first use, so that the start does not wait for the linker.
    private static final class Chosen {
        static final LongSupplier CLOCK =
                choose(posix(System.getProperty("os.name")), CpuClock::ofTheJvm);
    }

    /// The finer clock, if it is available and agrees with the coarser one.
    static LongSupplier choose(Optional<LongSupplier> finer, LongSupplier coarser) {
        long before = coarser.getAsLong();
        long reading = finer.map(LongSupplier::getAsLong).orElse(-1L);
        long after = coarser.getAsLong();
        boolean agrees = reading >= before - AGREED_NANOS && reading <= after + AGREED_NANOS;
        return reading >= 0 && agrees ? finer.orElse(coarser) : coarser;
    }

    /// The CPU time that the JVM reports; negative if it reports none.
    static long ofTheJvm() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    /// The system's clock; empty if its id is unknown or native access is denied.
    @SuppressWarnings("restricted") // Only `clock_gettime`, with the types that POSIX gives it.
    static Optional<LongSupplier> posix(String system) {
        OptionalInt clock = clockId(system);
        if (clock.isEmpty()) {
            return Optional.empty();
        }
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup()
                    .find("clock_gettime")
                    .map(function ->
                            linker.downcallHandle(
                                    function,
                                    FunctionDescriptor.of(
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.ADDRESS)))
                    .map(handle -> () -> read(handle, clock.getAsInt()));
        } catch (UnsupportedOperationException | IllegalCallerException e) {
            // The platform has no linker, or the JVM denies native access.
            return Optional.empty();
        }
    }

    /// `CLOCK_PROCESS_CPUTIME_ID` in the system's `time.h`.
    private static OptionalInt clockId(String system) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("linux")) {
            return OptionalInt.of(2);
        }
        return name.startsWith("mac") ? OptionalInt.of(12) : OptionalInt.empty();
    }

    private static long read(MethodHandle clockGetTime, int clock) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(2 * NUMBER.byteSize(), NUMBER.byteAlignment());
            int problem = (int) clockGetTime.invokeExact(clock, time);
            return problem == 0
                    ? time.getAtIndex(NUMBER, 0) * SECOND + time.getAtIndex(NUMBER, 1)
                    : -1;
        } catch (Throwable e) {
            // The call runs no Java code: only the JVM itself can throw.
            throw new IllegalStateException(e);
        }
    }
}
