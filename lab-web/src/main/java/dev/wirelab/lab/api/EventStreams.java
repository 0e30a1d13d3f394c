package dev.wirelab.lab.api;

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

/// News for a few watchers as Server-Sent Events, each on the virtual thread of its request.
///
/// Nothing is queued: a watcher's next event is made when it has taken the one before, so who is
/// slow skips what came between, and costs the others nothing. One that takes nothing at all is cut
/// by the HTTP port's idle timeout.
///
/// Safe for use by any number of threads. Source: https://html.spec.whatwg.org/#server-sent-events
public final class EventStreams implements AutoCloseable {
    /// How many watchers there may be at a time; each costs a socket and a virtual thread.
    public static final int MAX_WATCHERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final byte[] AGAIN = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final TrafficMeter other;
    private final Semaphore free = new Semaphore(MAX_WATCHERS);
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param other the meter of what belongs to no transport
    public EventStreams(TrafficMeter other) {
        this.other = other;
    }

    /// Where a watcher's events come from.
    @FunctionalInterface
    public interface Source {
        /// The next event: lines of the event stream format without the empty one at its end. May
        /// wait, as long as [#pause] does; null ends the stream.
        @Nullable String next() throws InterruptedException;
    }

    /// Tells a watcher what there is until it goes, the source ends or the lab stops.
    ///
    /// @throws Refusal `too_many`
    public void serve(Context request, Source source) {
        if (!free.tryAcquire()) {
            throw new Refusal(
                    ErrorCode.TOO_MANY, "at most " + MAX_WATCHERS + " streams are open at a time");
        }
        try {
            // Lasts: its bytes count as they pass, not when it is over.
            HttpPort.charge(request, other);
            write(request.res(), source);
        } catch (IOException e) {
            LOG.debug("a watcher has gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void write(HttpServletResponse response, Source source)
            throws IOException, InterruptedException {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        OutputStream out = response.getOutputStream();
        out.write(AGAIN);
        for (String next = source.next(); next != null; next = source.next()) {
            out.write((next + "\n\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /// Waits, for a source.
    ///
    /// @return whether the lab goes on
    public boolean pause(Duration time) throws InterruptedException {
        return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// How many watchers there are.
    int watchers() {
        return MAX_WATCHERS - free.availablePermits();
    }

    /// Ends all streams.
    @Override
    public void close() {
        closed.countDown();
    }
}
