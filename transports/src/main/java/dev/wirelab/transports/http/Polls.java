package dev.wirelab.transports.http;

import dev.wirelab.core.chat.Batch;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.chat.Opening;
import dev.wirelab.core.chat.Reader;
import dev.wirelab.core.chat.Session;
import dev.wirelab.core.meter.Count;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Format;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.core.wire.Start;
import dev.wirelab.transports.TransportContext;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One turn of reading per request, which is all that polling is: open a place, read, and if
/// nothing is due wait for it at most so long.
public final class Polls {
    private final TransportContext lab;
    private final String transport;
    private final Executor executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Poll> parked = ConcurrentHashMap.newKeySet();

    /// @param transport the id of the transport whose polls these are
    public Polls(TransportContext lab, String transport) {
        this.lab = lab;
        this.transport = transport;
    }

    /// Answers a poll.
    ///
    /// @param wait how long to wait if nothing is due; zero for not at all
    public void answer(Context request, Duration wait) {
        Session session = Bearer.session(lab.tokens(), request);
        TrafficMeter meter = session.meter(lab.meters(), transport);
        HttpPort.charge(request, meter);
        session.polled(transport);
        Start start = Start.parse(request.queryParam("after"));
        boolean echo = HttpPort.echo(request);
        // Who says no place asks where the present is: that is known at once.
        Poll poll = new Poll(start instanceof Start.Present ? Duration.ZERO : wait);
        poll.open(session, start, echo);
        if (poll.result.isDone() && !poll.result.isCompletedExceptionally()) {
            write(request, meter, poll.result.join());
        } else {
            request.future(() -> poll.result.thenAccept(batch -> write(request, meter, batch)));
        }
    }

    private static void write(Context request, TrafficMeter meter, Batch batch) {
        meter.add(
                batch.isEmpty() ? Count.EMPTY_POLLS : Count.EVENTS_DELIVERED,
                batch.isEmpty() ? 1 : batch.events().size());
        request.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(batch.bytes(Format.POLL));
    }

    /// Tells all polls that wait that the lab stops.
    public void drain() {
        parked.forEach(poll -> poll.ended(ErrorCode.SHUTTING_DOWN, "the lab is about to stop"));
    }

    /// One poll, until it is answered.
    private final class Poll implements Opening.Listener {
        private final CompletableFuture<Batch> result = new CompletableFuture<>();
        private final Duration wait;
        private volatile boolean over;
        private volatile @Nullable ScheduledFuture<?> timeout;
        private Reader reader;

        @SuppressWarnings("NullAway.Init") // open() follows at once
        Poll(Duration wait) {
            this.wait = wait;
        }

        void open(Session session, Start start, boolean echo) {
            Opening opening = new Opening(transport, Opening.Kind.POLL, start, echo, this);
            reader = lab.chat().open(session, opening);
            if (wait.isZero()) {
                over = true;
                look();
                return;
            }
            parked.add(this);
            look();
            if (!result.isDone()) {
                ScheduledFuture<?> timer =
                        lab.timer().schedule(this::giveUp, wait.toNanos(), TimeUnit.NANOSECONDS);
                timeout = timer;
                if (result.isDone()) {
                    timer.cancel(false);
                }
            }
        }

        /// Reads; with nothing due, waits on. Runs on one thread at a time: before it is armed, or
        /// after it was told.
        private void look() {
            Batch batch = reader.read(ChatOptions.MAX_BATCH_BYTES);
            while (batch.isEmpty() && !over && !reader.isDisplaced()) {
                if (reader.arm()) {
                    // Given up meanwhile, and not told that something is due: then this thread
                    // answers.
                    if (!over || !reader.disarm()) {
                        return;
                    }
                }
                batch = reader.read(ChatOptions.MAX_BATCH_BYTES);
            }
            finish();
            result.complete(batch);
        }

        /// The wait is over.
        void giveUp() {
            over = true;
            if (reader.disarm()) {
                executor.execute(this::look);
            }
        }

        private void finish() {
            parked.remove(this);
            reader.close();
            ScheduledFuture<?> timer = timeout;
            if (timer != null) {
                timer.cancel(false);
            }
        }

        @Override
        public void ready() {
            executor.execute(this::look);
        }

        @Override
        public void ended(ErrorCode why, String reason) {
            if (result.completeExceptionally(new Refusal(why, reason))) {
                finish();
            }
        }
    }
}
