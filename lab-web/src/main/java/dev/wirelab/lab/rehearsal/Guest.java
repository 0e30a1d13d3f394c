package dev.wirelab.lab.rehearsal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A user of the rehearsal on one wire: says things and counts the messages that reach it.
///
/// What arrives may be entered by any thread; the rest is for one thread.
abstract class Guest implements AutoCloseable {
    private static final String MESSAGE = "\"type\":\"message\"";
    private static final String HELLO = "\"type\":\"hello\"";
    private static final String OK = "\"type\":\"ok\"";

    private final String name;
    private final Semaphore messages = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);

    Guest(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /// Sends a command; its answer, if it has one, goes to [#arrived].
    abstract void send(String command) throws IOException, InterruptedException;

    @Override
    public abstract void close();

    final void join(String group, Duration atMost) throws IOException, InterruptedException {
        send("{\"type\":\"join\",\"id\":\"j\",\"to\":\"#" + group + "\"}");
        awaitAnswer(atMost);
    }

    final void say(String to, String text) throws IOException, InterruptedException {
        send("{\"type\":\"say\",\"to\":\"" + to + "\",\"text\":\"" + text + "\"}");
    }

    /// Enters what arrived: a line, a frame or a poll's answer.
    final void arrived(String text) {
        int count = 0;
        for (int i = text.indexOf(MESSAGE); i >= 0; i = text.indexOf(MESSAGE, i + 1)) {
            count++;
        }
        messages.release(count);
        if (text.contains(HELLO) || text.contains(OK)) {
            answers.release();
        }
    }

    /// Waits for a `hello` or an `ok`.
    final void awaitAnswer(Duration atMost) throws IOException, InterruptedException {
        if (!answers.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " was not let in");
        }
    }

    /// Waits for so many messages more.
    final void await(int count, Duration atMost) throws IOException, InterruptedException {
        if (!messages.tryAcquire(count, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " waited in vain");
        }
    }
}
