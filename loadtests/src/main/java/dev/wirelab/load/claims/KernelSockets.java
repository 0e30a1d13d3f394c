package dev.wirelab.load.claims;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The TCP sockets of this machine as Linux tells them (`/proc/net/tcp`, `tcp6`).
final class KernelSockets {
    private static final List<Path> FILES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;

    private KernelSockets() {}

    /// Sockets with this local port in a state; nothing where Linux is not asked.
    static OptionalInt count(int localPort, State state) throws IOException {
        return count(words -> port(words[LOCAL]) == localPort && words[STATE].equals(state.code));
    }

    /// Sockets with these ports in a state; nothing where Linux is not asked.
    static OptionalInt count(int localPort, int remotePort, State state) throws IOException {
        return count(words ->
                port(words[LOCAL]) == localPort
                        && port(words[REMOTE]) == remotePort
                        && words[STATE].equals(state.code));
    }

    private static OptionalInt count(Predicate<String[]> wanted) throws IOException {
        if (!Files.isReadable(FILES.getFirst())) {
            return OptionalInt.empty();
        }
        int count = 0;
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    count +=
                            (int)
                                    lines.skip(1)
                                            .map(line -> line.strip().split("\\s+", 5))
                                            .filter(wanted)
                                            .count();
                }
            }
        }
        return OptionalInt.of(count);
    }

    /// The port of an address such as `0100007F:1F90`.
    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    /// A state of TCP, with the kernel's number.
    enum State {
        ESTABLISHED("01"),
        TIME_WAIT("06");

        private final String code;

        State(String code) {
            this.code = code;
        }
    }
}
