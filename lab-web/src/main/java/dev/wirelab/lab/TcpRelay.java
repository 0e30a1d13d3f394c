package dev.wirelab.lab;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One lane between a browser's WebSocket and a TCP connection of its own: a virtual thread for
/// each direction, and no queue that grows. The TCP connection is not read while a line is on its
/// way to the browser, so what a slow browser does not take stays with the lab, where it is
/// bounded.
final class TcpRelay {
    private static final Logger LOG = LoggerFactory.getLogger(TcpRelay.class);
    private static final JsonFactory JSON = new JsonFactory();

    /// Commands of the browser that wait for the TCP connection; then its input is not read.
    private static final int MAX_WAITING = 16;

    private final Session browser;
    private final InstantSource clock;
    private final LaneLimits limits;
    private final BlockingQueue<byte[]> commands = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong bytesIn = new AtomicLong();
    private final Socket socket = new Socket();
    private volatile boolean heard = true;
    private volatile @Nullable Thread writer;

    TcpRelay(Session browser, InstantSource clock, LaneLimits limits) {
        this.browser = browser;
        this.clock = clock;
        this.limits = limits;
    }

    /// Connects and begins to relay; returns at once.
    ///
    /// @param login the first line for the TCP port, with its end
    void start(InetSocketAddress tcpPort, byte[] login) {
        Thread.ofVirtual().name("tcp-lane-reader").start(() -> read(tcpPort, login));
    }

    /// Takes what the browser sent: one command, or an empty text as the answer to a ping. Waits
    /// while the TCP connection takes nothing more, which keeps the browser's further input unread.
    void fromBrowser(String text) {
        heard = true;
        if (text.isEmpty()) {
            return;
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            end(LaneEnd.BAD_REQUEST);
            return;
        }
        byte[] line = (text + '\n').getBytes(StandardCharsets.UTF_8);
        try {
            if (!commands.offer(line, limits.stall().toMillis(), TimeUnit.MILLISECONDS)) {
                end(LaneEnd.TOO_SLOW);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(LaneEnd.TCP_ENDED);
        }
    }

    /// Closes both sides; only the first call says why.
    void end(LaneEnd why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        LOG.debug("TCP lane ends: {}", why);
        closeSocket();
        Thread stopped = writer;
        if (stopped != null) {
            stopped.interrupt();
        }
        browser.close(why.code(), why.reason(), Callback.NOOP);
        // Cuts off a browser that does not answer the close; after it, since silence so far counts.
        browser.setIdleTimeout(limits.stall());
    }

    private void read(InetSocketAddress tcpPort, byte[] login) {
        try {
            socket.setTcpNoDelay(true);
            socket.connect(tcpPort, (int) limits.connect().toMillis());
        } catch (IOException e) {
            end(LaneEnd.UNREACHABLE);
            return;
        }
        try {
            send(socket.getOutputStream(), login);
            writer = Thread.ofVirtual().name("tcp-lane-writer").start(this::write);
            StampedLines lines = new StampedLines(socket.getInputStream(), clock);
            for (var line = lines.next(); line != null && !ended.get(); line = lines.next()) {
                toBrowser(wrap(line));
            }
            end(LaneEnd.TCP_ENDED);
        } catch (TimeoutException e) {
            end(LaneEnd.TOO_SLOW);
        } catch (IOException e) {
            end(LaneEnd.TCP_ENDED);
        }
    }

    private void write() {
        try {
            OutputStream output = socket.getOutputStream();
            while (!ended.get()) {
                Duration patience = heard ? limits.quiet() : limits.stall();
                byte[] command = commands.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (command != null) {
                    send(output, command);
                } else if (heard) {
                    heard = false;
                    toBrowser("{\"ping\":true}");
                } else {
                    end(LaneEnd.TOO_SLOW);
                }
            }
        } catch (TimeoutException e) {
            end(LaneEnd.TOO_SLOW);
        } catch (IOException e) {
            end(LaneEnd.TCP_ENDED);
        } catch (InterruptedException e) {
            // Only the end of the lane interrupts this thread, and then there is nothing left to
            // do.
            end(LaneEnd.TCP_ENDED);
        }
    }

    /// Counts first: the answer to a command comes after its bytes are in the count.
    private void send(OutputStream output, byte[] line) throws IOException {
        bytesIn.addAndGet(line.length);
        output.write(line);
    }

    /// Returns when the browser's connection has taken the text.
    private void toBrowser(String text) throws IOException, TimeoutException {
        var taken = new Callback.Completable();
        browser.sendText(text, taken);
        try {
            taken.get(limits.stall().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the browser has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the lane has ended", e);
        }
    }

    private String wrap(StampedLines.Line line) throws IOException {
        StringWriter text = new StringWriter(line.text().length() + 128);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("line", line.text());
            json.writeNumberField("at", milliseconds(line.receivedAt()));
            json.writeNumberField("bytesIn", bytesIn.get());
            json.writeNumberField("bytesOut", line.received());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static BigDecimal milliseconds(Instant instant) {
        return BigDecimal.valueOf(ChronoUnit.MICROS.between(Instant.EPOCH, instant), 3);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing the TCP side of a lane failed", e);
        }
    }
}
