package dev.wirelab.load.measure;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/// A process of this machine with its children, such as nginx with its workers.
///
/// @param pid the parent
public record ProcessTree(long pid) {
    /// Linux' clock of the CPU time of a process, in nanoseconds; `/proc/PID/stat` has hundredths
    /// of a second.
    private static final int SCHEDULED = 2;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /// Whether the process exists.
    public boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }

    /// The CPU time that the processes that exist now have used; empty if the kernel does not
    /// report it.
    public OptionalLong cpuNanos() {
        if (!isAlive()) {
            return OptionalLong.empty();
        }
        LongStream children =
                ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid);
        long sum = 0;
        for (long process : LongStream.concat(LongStream.of(pid), children).toArray()) {
            OptionalLong nanos = Clock.nanos(process);
            if (nanos.isPresent()) {
                sum += nanos.getAsLong();
            } else if (process == pid) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.of(sum);
    }

    /// `clock_gettime` of the C library.
    @SuppressWarnings("restricted") // The program enables native access.
    private static final class Clock {
        private static final MethodHandle GET_TIME =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().findOrThrow("clock_gettime"),
                                FunctionDescriptor.of(
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.JAVA_INT,
                                        ValueLayout.ADDRESS));

        private Clock() {}

        static OptionalLong nanos(long process) {
            int clock = (int) (~process << 3) | SCHEDULED;
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment time = arena.allocate(ValueLayout.JAVA_LONG, 2);
                int result = (int) GET_TIME.invokeExact(clock, time);
                long seconds = time.getAtIndex(ValueLayout.JAVA_LONG, 0);
                long nanos = time.getAtIndex(ValueLayout.JAVA_LONG, 1);
                return result == 0
                        ? OptionalLong.of(seconds * NANOS_PER_SECOND + nanos)
                        : OptionalLong.empty();
            } catch (Throwable e) {
                return OptionalLong.empty();
            }
        }
    }
}
