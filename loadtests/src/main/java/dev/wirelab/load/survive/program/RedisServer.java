package dev.wirelab.load.survive.program;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.lab.CannotStartException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/// A redis-server on a free port of the loopback, which has each write on its disk, in a temporary
/// folder, before it answers. Used by one thread.
public final class RedisServer implements AutoCloseable {
    /// Kills Redis when its standard input ends: also if this process is killed.
    private static final String GUARD =
            "trap '' INT; \"$@\" </dev/null >>redis.log 2>&1 & read -r end; kill -9 $!; wait";

    private static final int TRIES = 100;
    private static final int ANSWER_MILLIS = 1_000;
    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration CHECK = Duration.ofMillis(20);

    // Below the ports that systems give to clients: one of these would take the port of a server
    // that was killed.
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 30_000;

    private final String program;
    private final Path folder;
    private final int port;
    private Optional<Process> guard = Optional.empty();

    private RedisServer(String program, Path folder, int port) {
        this.program = program;
        this.folder = folder;
        this.port = port;
    }

    /// One that has started.
    ///
    /// @throws CannotStartException if it is not installed, or does not start
    public static RedisServer open() throws CannotStartException, InterruptedException {
        String program = Program.REDIS.require().toString();
        try {
            RedisServer server =
                    new RedisServer(
                            program, Files.createTempDirectory("wirelab-redis"), freePort());
            try {
                server.start();
                return server;
            } catch (CannotStartException | InterruptedException | IOException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStartException(
                    Program.REDIS.id() + " does not start: " + e.getMessage());
        }
    }

    private static int freePort() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                // It is taken; another one may not be.
            }
        }
        throw new IOException("no port from " + FIRST_PORT + " to " + LAST_PORT + " is free");
    }

    /// The value of the lab's option `--redis`.
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// Starts it, with what it has stored; returns when it answers.
    ///
    /// @throws CannotStartException if it does not within 20 s
    public void start() throws CannotStartException, IOException, InterruptedException {
        List<String> command =
                List.of(
                        "sh",
                        "-c",
                        GUARD,
                        "sh",
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        ".",
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always");
        guard =
                Optional.of(
                        new ProcessBuilder(command)
                                .directory(folder.toFile())
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start());
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (System.nanoTime() - end > 0) {
                throw new CannotStartException(
                        Program.REDIS.id() + " does not answer at port " + port);
            }
            MonotonicTime.pause(CHECK);
        }
    }

    /// Not while it still reads what it has stored.
    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            return "+PONG".equals(answer.readLine());
        } catch (IOException e) {
            return false;
        }
    }

    /// Ends it by SIGKILL.
    public void kill() throws InterruptedException {
        if (guard.isPresent()) {
            Process process = guard.get();
            guard = Optional.empty();
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // It has ended already.
            }
            process.waitFor();
        }
    }

    /// Ends it and deletes what it has stored.
    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
