package dev.wirelab.transports.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.transports.redis.RedisUrl;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A redis-server of the tests' own on a free port of the loopback, which syncs each write to a
/// temporary folder. Tests are skipped where it is not installed.
final class RedisServer implements AutoCloseable {
    private static final AtomicInteger KEYS = new AtomicInteger();
    private static @Nullable RedisServer shared;

    private final Path folder;
    private final int port;
    private Process process;

    private RedisServer(String program) throws IOException {
        folder = Files.createTempDirectory("wirelab-redis");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = run(program);
    }

    static RedisServer start() {
        String program = program();
        assumeTrue(program != null, "redis-server is not installed");
        try {
            RedisServer server = new RedisServer(Objects.requireNonNull(program));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One for all tests that do not break it.
    static synchronized RedisServer shared() {
        RedisServer server = shared == null ? start() : shared;
        shared = server;
        return server;
    }

    private static @Nullable String program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, "redis-server"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    private Process run(String program) throws IOException {
        List<String> command =
                List.of(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes",
                        "--appendfsync",
                        "always");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    private void awaitReady() {
        Await.until("redis-server answers", () -> "+PONG".equals(answer("PING")));
    }

    /// The address of a log that nobody has used.
    RedisUrl newLog() {
        return RedisUrl.parse("redis://127.0.0.1:" + port + "?key=kit-" + KEYS.incrementAndGet());
    }

    /// Executes a command of words without spaces; the first line of the reply.
    String command(String... words) {
        String answer = answer(words);
        if (answer == null) {
            throw new AssertionError("redis-server does not answer");
        }
        return answer;
    }

    private @Nullable String answer(String... words) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.getOutputStream()
                    .write((String.join(" ", words) + "\r\n").getBytes(StandardCharsets.UTF_8));
            return Net.line(socket.getInputStream());
        } catch (IOException e) {
            return null;
        }
    }

    /// Ends it by SIGKILL.
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Starts it again with what it has stored.
    void restart() {
        try {
            process = run(Objects.requireNonNull(program()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitReady();
    }

    /// Suspends it: it still accepts connections, and does nothing.
    void suspend() {
        signal("STOP");
    }

    /// Lets it go on.
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
