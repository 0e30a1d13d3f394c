package dev.wirelab.lab.lane;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.wirelab.core.meter.Faults;
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

/// Relays between a browser's WebSocket and a TCP connection, with a virtual thread for each
/// direction and without an unbounded queue. The TCP connection is not read while a line is being
/// sent to the browser, so to the lab a slow browser is a slow TCP client, whose backlog it limits.
final class LaneRelay {
    private static final Logger LOG = LoggerFactory.getLogger(LaneRelay.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] EMPTY_LINE = {'\n'};

    /// The largest number of commands of the browser that are pending for the TCP connection. At
    /// this number, the input of the browser is not read.
    private static final int MAX_PENDING = 16;

    private final Session browser;
    private final InstantSource clock;
    private final LaneLimits limits;
    private final Faults faults;
    private final BlockingQueue<byte[]> commands = new ArrayBlockingQueue<>(MAX_PENDING);
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong bytesIn = new AtomicLong();
    private final Socket socket;
    private volatile boolean heard = true;
    private volatile @Nullable Thread writer;

    /// @param socket not connected yet
    LaneRelay(
            Session browser, Socket socket, InstantSource clock, LaneLimits limits, Faults faults) {
        this.browser = browser;
        this.socket = socket;
        this.clock = clock;
        this.limits = limits;
        this.faults = faults;
    }

    /// Connects and starts to relay; does not block.
    ///
    /// @param login the first line for the TCP port, with its end
    void start(InetSocketAddress tcpPort, byte[] login) {
        Thread.ofVirtual().name("tcp-lane-reader").start(guarded(() -> read(tcpPort, login)));
    }

    /// Receives a text from the browser: one command, or an empty text as the reply to a ping.
    /// Blocks while the TCP connection accepts nothing, so that no more input of the browser is
    /// read.
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

    /// Closes both connections; only the first call has an effect.
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
        // Disconnects a browser that does not reply to the close. Set after the close, since the
        // idle time before it would count, too.
        browser.setIdleTimeout(limits.stall());
    }

    /// An unexpected exception ends the lane and both its connections, not only one of its threads.
    private Runnable guarded(Runnable relaying) {
        return () -> {
            try {
                relaying.run();
            } catch (RuntimeException | Error fault) {
                faults.add("TCP lane", fault);
                end(LaneEnd.INTERNAL);
            }
        };
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
            writer = Thread.ofVirtual().name("tcp-lane-writer").start(guarded(this::write));
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
                    // The lane speaks for a browser that is there (rule L12).
                    send(output, EMPTY_LINE);
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
            // Only the end of the lane interrupts this thread.
            end(LaneEnd.TCP_ENDED);
        }
    }

    /// Counts first, so that the bytes of a command are counted before its reply arrives.
    private void send(OutputStream output, byte[] line) throws IOException {
        bytesIn.addAndGet(line.length);
        output.write(line);
    }

    /// Blocks until the browser's connection has accepted the text.
    private void toBrowser(String text) throws IOException, TimeoutException {
        var taken = new Callback.Completable();
        browser.sendText(text, taken);
        try {
            taken.get(limits.stall().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the browser has disconnected", e);
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
