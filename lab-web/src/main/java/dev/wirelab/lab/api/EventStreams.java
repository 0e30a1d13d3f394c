package dev.wirelab.lab.api;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.http.HttpPort;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Server-Sent Events for a few subscribers, each on the virtual thread of its request.
///
/// Nothing is queued: the next event is made when the subscriber has accepted the previous one. A
/// slow subscriber therefore skips events, and does not slow down the others. A subscriber that
/// accepts nothing is disconnected by the idle timeout of the HTTP port.
///
/// Safe for use by any number of threads. Source: https://html.spec.whatwg.org/#server-sent-events
public final class EventStreams implements AutoCloseable {
    /// Maximum number of subscribers at a time; each costs a socket and a virtual thread.
    public static final int MAX_SUBSCRIBERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final TrafficMeter other;
    private final Faults faults;
    private final Semaphore free = new Semaphore(MAX_SUBSCRIBERS);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param other the meter of traffic that belongs to no transport
    /// @param faults counts unexpected exceptions of sources
    public EventStreams(TrafficMeter other, Faults faults) {
        this.other = other;
        this.faults = faults;
    }

    /// Makes the events of one subscriber.
    @FunctionalInterface
    public interface Source {
        /// The next event: lines of the event stream format without the empty line at its end. May
        /// block as long as [#pause] does; null ends the stream.
        @Nullable String next() throws InterruptedException;
    }

    /// Sends events until the subscriber disconnects, the source ends or the lab shuts down.
    ///
    /// @throws Refusal `too_many`
    public void serve(Context request, Source source) {
        if (!free.tryAcquire()) {
            throw new Refusal(
                    ErrorCode.TOO_MANY, "at most " + MAX_SUBSCRIBERS + " streams can be open");
        }
        try {
            // A stream stays open for long: its bytes are charged as they are sent, not at its end.
            HttpPort.charge(request, other);
            write(request.res(), source);
        } catch (IOException e) {
            LOG.debug("a subscriber has disconnected: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error fault) {
            faults.add("event stream", fault);
        } finally {
            free.release();
        }
    }

    private void write(HttpServletResponse response, Source source)
            throws IOException, InterruptedException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store, no-transform");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader("X-Content-Type-Options", "nosniff");
        OutputStream out = response.getOutputStream();
        out.write(RETRY);
        for (String next = source.next(); next != null; next = source.next()) {
            out.write((next + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /// Pauses a source.
    ///
    /// @return false once the lab shuts down
    public boolean pause(Duration time) throws InterruptedException {
        return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// The current number of subscribers.
    int subscribers() {
        return MAX_SUBSCRIBERS - free.availablePermits();
    }

    /// Ends all streams.
    @Override
    public void close() {
        closed.countDown();
    }
}
