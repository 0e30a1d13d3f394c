package dev.wirelab.load.link.tun;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Optional;

/// The calls of Linux that a TUN link needs. Each throws [IOException] with the name of the call
/// and the kernel's error. Only for 64-bit Linux.
@SuppressWarnings("restricted")
final class Native {
    /// `unshare`: a network namespace of its own.
    static final int CLONE_NEWNET = 0x40000000;

    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int PR_SET_TIMERSLACK = 29;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES = 8;
    private static final int FIRST_FILE = 3;
    private static final int CLOSE_RANGE_CLOEXEC = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            handle(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT),
                    2);
    private static final MethodHandle IOCTL =
            handle(
                    "ioctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.ADDRESS),
                    2);
    private static final MethodHandle READ = transfer("read");
    private static final MethodHandle WRITE = transfer("write");
    private static final MethodHandle CLOSE = plain("close", ValueLayout.JAVA_INT);
    private static final MethodHandle UNSHARE = plain("unshare", ValueLayout.JAVA_INT);
    private static final MethodHandle SOCKET =
            plain("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    private static final MethodHandle POLL =
            plain("poll", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    private static final MethodHandle PRCTL =
            handle(
                    "prctl",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG),
                    1);
    private static final MethodHandle SETENV =
            plain("setenv", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final MethodHandle EXECVP =
            plain("execvp", ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    private static final Optional<MethodHandle> CLOSE_RANGE =
            LINKER.defaultLookup()
                    .find("close_range")
                    .map(address ->
                            LINKER.downcallHandle(
                                    address,
                                    FunctionDescriptor.of(
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.JAVA_INT,
                                            ValueLayout.JAVA_INT),
                                    CAPTURE));

    private Native() {}

    private static MethodHandle handle(String name, FunctionDescriptor form, int firstVariadic) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                form,
                CAPTURE,
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    private static MethodHandle plain(String name, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
                CAPTURE);
    }

    private static MethodHandle transfer(String name) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG),
                CAPTURE);
    }

    /// The memory for the error number of a thread's calls.
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    @FunctionalInterface
    private interface Call {
        long with(MemorySegment state) throws Throwable;
    }

    private static long checked(String name, Call call) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = state(arena);
            long result = call(call, state);
            if (result < 0) {
                throw new IOException("%s: %s".formatted(name, error(state)));
            }
            return result;
        }
    }

    private static long call(Call call, MemorySegment state) {
        try {
            return call.with(state);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static String error(MemorySegment state) {
        int number = (int) ERRNO.get(state, 0L);
        return switch (number) {
            case 1 -> "operation not permitted";
            case 2 -> "no such file";
            case 13 -> "permission denied";
            case 16 -> "busy";
            case 19 -> "no such device";
            default -> "error " + number;
        };
    }

    /// Opens a file for reading and writing, without blocking.
    static int open(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            return (int)
                    checked(
                            path,
                            state ->
                                    (int)
                                            OPEN.invokeExact(
                                                    state,
                                                    name,
                                                    O_RDWR | O_NONBLOCK | O_CLOEXEC,
                                                    0));
        }
    }

    static int datagramSocket() throws IOException {
        return (int)
                checked("socket", state -> (int) SOCKET.invokeExact(state, AF_INET, SOCK_DGRAM, 0));
    }

    /// @param name of the request, for an error
    static void ioctl(int file, String name, long request, MemorySegment argument)
            throws IOException {
        checked(name, state -> (int) IOCTL.invokeExact(state, file, request, argument));
    }

    /// Puts the calling thread into a network namespace of its own.
    static void unshareNetwork() throws IOException {
        checked("unshare", state -> (int) UNSHARE.invokeExact(state, CLONE_NEWNET));
    }

    /// Makes the calling thread wake up to the microsecond.
    static void sharpenTimers() throws IOException {
        checked("prctl", state -> (int) PRCTL.invokeExact(state, PR_SET_TIMERSLACK, 1L));
    }

    static void close(int file) {
        try {
            checked("close", state -> (int) CLOSE.invokeExact(state, file));
        } catch (IOException e) {
            // It is closed.
        }
    }

    /// Reads a packet.
    ///
    /// @param state of [#state]
    /// @return its size; 0: there is none
    static int read(int file, MemorySegment buffer, MemorySegment state) throws IOException {
        return transferred(
                "read",
                call(
                        memory -> (long) READ.invokeExact(memory, file, buffer, buffer.byteSize()),
                        state),
                state);
    }

    /// Writes a packet.
    ///
    /// @return its size; 0: it cannot be taken
    static int write(int file, MemorySegment packet, MemorySegment state) throws IOException {
        return transferred(
                "write",
                call(
                        memory -> (long) WRITE.invokeExact(memory, file, packet, packet.byteSize()),
                        state),
                state);
    }

    private static int transferred(String name, long result, MemorySegment state)
            throws IOException {
        if (result >= 0) {
            return (int) result;
        }
        int number = (int) ERRNO.get(state, 0L);
        if (number == EAGAIN || number == EINTR) {
            return 0;
        }
        throw new IOException("%s: %s".formatted(name, error(state)));
    }

    /// Waits until a file can be read, at most for a time.
    static void awaitReadable(int file, int millis, MemorySegment state, MemorySegment poll) {
        poll.set(ValueLayout.JAVA_INT, 0, file);
        poll.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
        poll.set(ValueLayout.JAVA_SHORT, 6, (short) 0);
        var _ = call(memory -> (int) POLL.invokeExact(memory, poll, 1L, millis), state);
    }

    /// The memory for [#awaitReadable].
    static MemorySegment poll(Arena arena) {
        return arena.allocate(POLLFD_BYTES, Integer.BYTES);
    }

    /// Replaces this process, which keeps its id, terminal and parent; returns only by an
    /// exception.
    ///
    /// @param variable an environment variable that is set to 1
    static void exec(String variable, List<String> command) throws IOException {
        Arena arena = Arena.global();
        MemorySegment name = arena.allocateFrom(variable);
        MemorySegment one = arena.allocateFrom("1");
        checked("setenv", state -> (int) SETENV.invokeExact(state, name, one, 1));
        MemorySegment arguments = arena.allocate(ValueLayout.ADDRESS, command.size() + 1L);
        for (int i = 0; i < command.size(); i++) {
            arguments.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(command.get(i)));
        }
        arguments.setAtIndex(ValueLayout.ADDRESS, command.size(), MemorySegment.NULL);
        if (CLOSE_RANGE.isPresent()) {
            MethodHandle closing = CLOSE_RANGE.get();
            checked(
                    "close_range",
                    state -> (int) closing.invokeExact(state, FIRST_FILE, -1, CLOSE_RANGE_CLOEXEC));
        }
        MemorySegment program = arena.allocateFrom(command.getFirst());
        checked(command.getFirst(), state -> (int) EXECVP.invokeExact(state, program, arguments));
    }
}
