package dev.wirelab.lab;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A redis-server that syncs each write to a folder; tests are skipped where there is none.
final class RedisProgram implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private RedisProgram(Path folder) throws IOException {
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        process = run();
    }

    static RedisProgram start(Path folder) throws IOException {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "redis-server"))),
                "redis-server is not installed");
        return new RedisProgram(folder);
    }

    private Process run() throws IOException {
        String options = "--bind 127.0.0.1 --save '' --appendonly yes --appendfsync always";
        Process started =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "exec redis-server --port " + port + " --dir . " + options)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (!"+PONG".equals(answer("PING"))) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("redis-server does not start");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return started;
    }

    private String answer(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            String line = LabProgram.lines(socket.getInputStream()).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /// Deletes all data.
    void empty() {
        List<String> answers = List.of(answer("FLUSHALL"));
        if (!answers.contains("+OK")) {
            throw new AssertionError("redis-server is not emptied: " + answers);
        }
    }

    /// Ends it by SIGKILL and starts it again.
    void killAndRestart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = run();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
