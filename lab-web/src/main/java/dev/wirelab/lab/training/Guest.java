package dev.wirelab.lab.training;

import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.WarmUpGuest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A client of a training run on one transport: publishes, and counts the messages that it
/// receives.
///
/// Used by one thread.
final class Guest implements AutoCloseable {
    private static final String MESSAGE = "\"type\":\"message\"";
    private static final String OK = "\"type\":\"ok\"";

    private final String name;
    private final Semaphore messages = new Semaphore(0);
    private final Semaphore answers = new Semaphore(0);
    private final WarmUpGuest client;

    /// Logs in.
    ///
    /// @param patience how long a reply may take
    Guest(TransportType transport, String name, Addresses lab, Duration patience)
            throws IOException, InterruptedException {
        this.name = name;
        this.client =
                transport
                        .guest()
                        .connect(
                                new WarmUpGuest.Visit(
                                        name,
                                        lab.httpAddress(),
                                        lab.tcpAddress(),
                                        patience,
                                        this::arrived));
    }

    String name() {
        return name;
    }

    void join(String group, Duration atMost) throws IOException, InterruptedException {
        client.send("{\"type\":\"join\",\"id\":\"j\",\"to\":\"#" + group + "\"}");
        if (!answers.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " could not join");
        }
    }

    void say(String to, String text) throws IOException, InterruptedException {
        client.send("{\"type\":\"say\",\"to\":\"" + to + "\",\"text\":\"" + text + "\"}");
    }

    private void arrived(String text) {
        int count = 0;
        for (int i = text.indexOf(MESSAGE); i >= 0; i = text.indexOf(MESSAGE, i + 1)) {
            count++;
        }
        messages.release(count);
        if (text.contains(OK)) {
            answers.release();
        }
    }

    /// Waits for this many more messages.
    void await(int count, Duration atMost) throws IOException, InterruptedException {
        if (!messages.tryAcquire(count, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(name + " is missing messages");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
