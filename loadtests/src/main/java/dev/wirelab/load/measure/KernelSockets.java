package dev.wirelab.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The TCP sockets of this machine, from Linux' `/proc/net/tcp` and `tcp6`.
public final class KernelSockets {
    private static final List<Path> FILES =
            List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private KernelSockets() {}

    /// Counts the sockets with a local port that are in a state. NaN if the kernel is not Linux.
    public static double count(State state, int localPort) throws IOException {
        return count(":%04X [0-9A-F]+:[0-9A-F]{4} %s".formatted(localPort, state.code));
    }

    /// Counts the sockets with these ports that are in a state. NaN if the kernel is not Linux.
    public static double count(State state, int localPort, int remotePort) throws IOException {
        return count(":%04X [0-9A-F]+:%04X %s".formatted(localPort, remotePort, state.code));
    }

    /// Lines such as `0: 0100007F:1F90 0100007F:C350 01 …`, that is number, local address, remote
    /// address and state.
    private static double count(String pattern) throws IOException {
        String line = "\\s*\\d+: [0-9A-F]+" + pattern + " .*";
        double count = Files.isReadable(FILES.getFirst()) ? 0 : Double.NaN;
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                try (Stream<String> lines = Files.lines(file)) {
                    count += lines.filter(it -> it.matches(line)).count();
                }
            }
        }
        return count;
    }

    /// A TCP state with the kernel's code.
    public enum State {
        /// Open.
        ESTABLISHED("01"),
        /// Closed by this side, and kept for a minute.
        TIME_WAIT("06");

        private final String code;

        State(String code) {
            this.code = code;
        }
    }
}
