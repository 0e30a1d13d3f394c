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

/// The CPU time of this process, user and system, all threads that it has or had, in nanoseconds.
///
/// On Linux and macOS it is `clock_gettime(CLOCK_PROCESS_CPUTIME_ID)` (POSIX.1-2017), which moves
/// with every reading; elsewhere, or where the JVM may not call it, the JVM's own, which on Linux
/// moves in steps of 10 ms (docs/decisions/0013). Which of the two is found out at the first
/// reading and stays. Safe for any thread.
final class CpuClock {
    /// How far the first reading may lie from the JVM's, whose user and system part are each a tick
    /// of 10 ms or less behind.
    private static final long AGREED_NANOS = 100_000_000;

    private static final long SECOND = 1_000_000_000;

    /// `struct timespec`: two numbers of 8 bytes.
    private static final ValueLayout.OfLong NUMBER = ValueLayout.JAVA_LONG;

    private CpuClock() {}

    /// The time since the process started; negative where neither clock is there.
    static long nanos() {
        return Chosen.CLOCK.getAsLong();
    }

    /// Linked when it is first used, so that a start does not wait for the linker.
    private static final class Chosen {
        static final LongSupplier CLOCK =
                choose(posix(System.getProperty("os.name")), CpuClock::ofTheJvm);
    }

    /// The finer clock, if it is there and goes with the other.
    static LongSupplier choose(Optional<LongSupplier> finer, LongSupplier coarser) {
        long before = coarser.getAsLong();
        long reading = finer.map(LongSupplier::getAsLong).orElse(-1L);
        long after = coarser.getAsLong();
        boolean agrees = reading >= before - AGREED_NANOS && reading <= after + AGREED_NANOS;
        return reading >= 0 && agrees ? finer.orElse(coarser) : coarser;
    }

    /// What the JVM reports; negative if nothing.
    static long ofTheJvm() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    /// The system's clock; nothing where its number is not known or it may not be called.
    @SuppressWarnings("restricted") // Only `clock_gettime`, with the types that POSIX gives it.
    static Optional<LongSupplier> posix(String system) {
        OptionalInt clock = number(system);
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
            // A platform without a linker, or a JVM told to deny native access.
            return Optional.empty();
        }
    }

    /// `CLOCK_PROCESS_CPUTIME_ID` in the system's `time.h`.
    private static OptionalInt number(String system) {
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
            // No Java code runs in there, so that nothing is thrown but what the JVM itself throws.
            throw new IllegalStateException(e);
        }
    }
}
