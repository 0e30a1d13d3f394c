package dev.wirelab.load.survive.program;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.lab.CannotStartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that is running, in a temporary folder of its own. It ends with this process at the
/// latest; if that is killed and the machine has `setpriv`, too.
final class ProgramProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration CHECK = Duration.ofMillis(20);
    private static final Duration END = Duration.ofSeconds(5);

    /// Ends a child with the thread that started it.
    private static final Path GUARD = Path.of("/usr/bin/setpriv");

    /// A port that was free may be taken before the program has it.
    private static final int ATTEMPTS = 3;

    private static final String LOG = "output.log";

    private final Path folder;
    private final List<InetSocketAddress> addresses;
    private final Process process;
    private final Thread hook = new Thread(this::end, "end of a program");

    private ProgramProcess(Path folder, List<InetSocketAddress> addresses, Process process) {
        this.folder = folder;
        this.addresses = addresses;
        this.process = process;
    }

    /// Prepares the folder of a program.
    @FunctionalInterface
    interface Setup {
        /// Writes what it needs.
        ///
        /// @param folder where it will run
        /// @param ports on which it is to listen
        /// @return its options
        List<String> options(Path folder, List<Integer> ports) throws IOException;
    }

    /// Starts a program that listens on free ports of the loopback interface; it accepts on the
    /// first when this returns. Called by a thread that lives as long as the program is to.
    ///
    /// @throws CannotStartException if the program is not installed or does not start
    static ProgramProcess start(Program program, int ports, Setup setup)
            throws CannotStartException, InterruptedException {
        Path path = program.require();
        String problem = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                ProgramProcess started = launch(path, ports, setup);
                if (started.accepts()) {
                    return started;
                }
                problem = started.lastLine();
                started.close();
            } catch (IOException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        throw new CannotStartException(program.id() + " does not start: " + problem);
    }

    private static ProgramProcess launch(Path program, int ports, Setup setup) throws IOException {
        Path folder = Files.createTempDirectory("wirelab-" + program.getFileName());
        List<Integer> free = freePorts(ports);
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(GUARD)) {
            command.addAll(List.of(GUARD.toString(), "--pdeathsig", "KILL"));
        }
        command.add(program.toString());
        command.addAll(setup.options(folder, free));
        ProgramProcess started =
                new ProgramProcess(
                        folder,
                        free.stream()
                                .map(port -> new InetSocketAddress("127.0.0.1", port))
                                .toList(),
                        new ProcessBuilder(command)
                                .directory(folder.toFile())
                                .redirectErrorStream(true)
                                .redirectOutput(folder.resolve(LOG).toFile())
                                .start());
        Runtime.getRuntime().addShutdownHook(started.hook);
        return started;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket each : open) {
                each.close();
            }
        }
    }

    private boolean accepts() throws InterruptedException {
        InetSocketAddress first = addresses.getFirst();
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try (Socket socket = new Socket(first.getAddress(), first.getPort())) {
                return socket.isConnected();
            } catch (IOException e) {
                MonotonicTime.pause(CHECK);
            }
        }
        return false;
    }

    private String lastLine() throws IOException {
        return Files.readAllLines(folder.resolve(LOG)).stream()
                .filter(line -> !line.isBlank())
                .reduce("", (_, last) -> last);
    }

    /// Where it listens, in the order of its ports.
    List<InetSocketAddress> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is shutting down; the hook has been started.
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                process.waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is in the folder for temporary files.
        }
    }
}
