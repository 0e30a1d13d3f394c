package dev.wirelab.transports.tcp;

import dev.wirelab.core.chat.Chat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that reads from its share of the connections, executes their commands, and continues
/// writes that a socket could not take at once.
///
/// It notifies readers once for the input of all connections that were ready at the same time: the
/// busier it is, the more events each write contains.
final class TcpLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpLoop.class);
    private static final int READ_BYTES = 64 * 1024;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Chat chat;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final ByteBuffer input = ByteBuffer.allocateDirect(READ_BYTES);
    private final Thread thread;
    private volatile boolean closed;

    TcpLoop(Chat chat, String name) throws IOException {
        this.chat = chat;
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /// Starts to read from a connection.
    void add(TcpConnection connection) {
        execute(() -> connection.begin(selector));
    }

    /// Runs a task on the loop's thread; immediately if called on it. Safe on any thread.
    void execute(Runnable task) {
        if (Thread.currentThread().equals(thread)) {
            task.run();
            return;
        }
        tasks.add(task);
        selector.wakeup();
    }

    /// Reads from a connection soon, although the selector may report nothing. Safe on any thread.
    void readSoon(TcpConnection connection) {
        tasks.add(() -> connection.read(input.clear()));
        selector.wakeup();
    }

    /// Makes the selector apply a changed interest set. Safe on any thread.
    void wakeup() {
        if (!Thread.currentThread().equals(thread)) {
            selector.wakeup();
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                guard(this::round);
            }
            selector.keys().forEach(key -> connection(key).disconnect());
            runTasks();
        } catch (IOException e) {
            LOG.debug("closing a selector: {}", e.getMessage());
        }
    }

    private void round() {
        try {
            selector.select(this::serve);
        } catch (IOException e) {
            chat.faults().add(thread.getName(), e);
            // Most likely it would fail again immediately.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        runTasks();
        chat.deliver();
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guard(task);
        }
    }

    /// A task that fails must not end the thread, which serves many connections.
    private void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            chat.faults().add(thread.getName(), fault);
        }
    }

    private void serve(SelectionKey key) {
        TcpConnection connection = connection(key);
        try {
            if (key.isWritable()) {
                connection.continueWriting();
            }
            if (key.isReadable()) {
                connection.read(input.clear());
            }
        } catch (CancelledKeyException e) {
            LOG.debug("a TCP connection was closed meanwhile");
        } catch (RuntimeException | Error fault) {
            chat.faults().add("a TCP connection", fault);
            connection.disconnect();
        }
    }

    private static TcpConnection connection(SelectionKey key) {
        return (TcpConnection) key.attachment();
    }

    /// Ends the loop and all its connections. Returns at once.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }
}
