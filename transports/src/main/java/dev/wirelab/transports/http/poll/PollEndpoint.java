package dev.wirelab.transports.http.poll;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.DirectHandler;
import dev.wirelab.transports.http.HttpExchange;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.auth.BearerToken;
import dev.wirelab.transports.ledger.ExchangeReader;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/// Answers polls: each request opens a reader, reads once, and waits for a bounded time if no event
/// is pending.
public final class PollEndpoint {
    /// How much later than its deadline an empty poll may be answered.
    private static final long SWEEP_MILLIS = 50;

    private final TransportContext lab;
    private final String transport;
    private final String path;
    private final Function<HttpExchange, Duration> wait;
    private final Set<Poll> parked = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledFuture<?> sweep;

    /// @param transport the id of the transport whose polls these are
    /// @param path the path of the polls, which are `GET` requests
    /// @param wait how long a poll waits if no event is pending; zero for an immediate answer; may
    ///   throw a refusal
    public PollEndpoint(
            TransportContext lab,
            String transport,
            String path,
            Function<HttpExchange, Duration> wait) {
        this.lab = lab;
        this.transport = transport;
        this.path = path;
        this.wait = wait;
    }

    /// Classifies the polls of a path for the ledger.
    public static ExchangeReader.Classifier exchanges(String path) {
        return request -> request.isTo("GET", path) ? new PollExchange() : null;
    }

    /// Adds the route.
    public void mount(JavalinConfig http) {
        DirectHandler handler =
                new DirectHandler(
                        HttpMethod.GET,
                        path,
                        lab,
                        exchange -> answer(exchange, wait.apply(exchange)));
        http.jetty.modifyServer(server -> server.insertHandler(handler));
    }

    /// Starts the timer of pending polls.
    public void open() {
        sweep =
                lab.tasks()
                        .forEach(
                                SWEEP_MILLIS,
                                "the sweep of polls",
                                parked,
                                poll -> poll.answerIfExpired(System.nanoTime()));
    }

    private void answer(HttpExchange exchange, Duration wait) {
        exchange.then(
                BearerToken.session(lab.tokens(), exchange),
                session -> answer(exchange, session, wait));
    }

    private void answer(HttpExchange exchange, Session session, Duration wait) {
        TrafficMeter meter = session.meter(lab.meters(), transport);
        exchange.charge(meter);
        session.commandTransport(transport);
        StartPosition start = StartPosition.parse(exchange.query("after"));
        boolean echo = HttpPort.echo(exchange.query("echo"));
        ProtocolVersion version = ProtocolVersion.parse(exchange.query("v"));
        // Without a cursor, a poll requests the current one, which is available at once.
        boolean waits = !wait.isZero() && !(start instanceof StartPosition.End);
        new Poll(exchange, meter, version, wait, waits).open(session, start, echo);
    }

    /// Answers all pending polls, since the lab is shutting down.
    public void drain() {
        parked.forEach(Poll::drain);
    }

    /// Stops the timer.
    public void close() {
        if (sweep != null) {
            sweep.cancel(false);
        }
    }

    /// One poll until it is answered: on the thread of its request if events are pending, else on
    /// the thread that notifies it.
    private final class Poll implements ReaderOptions.Listener {
        private final HttpExchange exchange;
        private final TrafficMeter meter;
        private final ProtocolVersion version;
        private final long deadline;
        private final ReentrantLock watching = new ReentrantLock();
        private final AtomicBoolean answered = new AtomicBoolean();
        private volatile boolean expired;
        private volatile @Nullable Reader reader;

        Poll(
                HttpExchange exchange,
                TrafficMeter meter,
                ProtocolVersion version,
                Duration wait,
                boolean waits) {
            this.exchange = exchange;
            this.meter = meter;
            this.version = version;
            this.deadline = System.nanoTime() + wait.toNanos();
            this.expired = !waits;
        }

        void open(Session session, StartPosition start, boolean echo) {
            ReaderOptions opening =
                    new ReaderOptions(transport, ReaderOptions.Kind.POLL, start, echo, this);
            exchange.then(lab.chat().open(session, opening), this::begin);
        }

        private void begin(Reader source) {
            reader = source;
            if (answered.get()) {
                // The session ended before `reader` was set.
                source.close();
                return;
            }
            answerOrWait(source);
            watch();
            if (lab.draining().hasBegun()) {
                drain();
            }
        }

        /// Ends the poll if the client disconnects before its answer, so that the lease begins
        /// then.
        private void watch() {
            watching.lock();
            try {
                // Under the lock: a poll that has been answered must not be watched.
                if (!answered.get()) {
                    exchange.whenDisconnected(
                            () -> refuse(Refusal.badRequest("the client has disconnected")));
                }
            } finally {
                watching.unlock();
            }
        }

        /// Reads, and waits if no event is pending. Runs on one thread at a time: before it is
        /// armed, or after it was notified.
        private void answerOrWait(Reader source) {
            Batch batch = source.read(Batch.MAX_BYTES);
            while (batch.isEmpty() && !expired && !source.isDisplaced()) {
                parked.add(this);
                if (source.arm()) {
                    // If the deadline has passed meanwhile without a notification, this thread
                    // answers.
                    if (!expired || !source.disarm()) {
                        return;
                    }
                }
                batch = source.read(Batch.MAX_BYTES);
            }
            if (batch.isEmpty() && lab.draining().hasBegun()) {
                refuse(Shutdown.refusal());
            } else if (finish()) {
                meter.add(
                        batch.isEmpty() ? Counter.EMPTY_POLLS : Counter.EVENTS_DELIVERED,
                        batch.isEmpty() ? 1 : batch.events().size());
                exchange.answer(200, batch.bytes(PollAnswerFormat.INSTANCE, version));
            }
        }

        void answerIfExpired(long now) {
            if (now - deadline >= 0 && !expired) {
                expire();
            }
        }

        private void expire() {
            expired = true;
            Reader source = reader;
            if (source != null && source.disarm()) {
                answerOrWait(source);
            }
        }

        /// @return whether the caller has to answer it; false if another thread does
        private boolean finish() {
            watching.lock();
            try {
                if (!answered.compareAndSet(false, true)) {
                    return false;
                }
            } finally {
                watching.unlock();
            }
            parked.remove(this);
            exchange.beginAnswer();
            Reader source = reader;
            if (source != null) {
                source.close();
            }
            return true;
        }

        @Override
        public void ready() {
            // Armed by answerOrWait, so the reader is set.
            answerOrWait(Objects.requireNonNull(reader));
        }

        /// Answers with pending events; without any the lab's shutdown is the answer.
        void drain() {
            expire();
        }

        @Override
        public void ended(ErrorCode why, String reason) {
            refuse(new Refusal(why, reason));
        }

        private void refuse(Refusal why) {
            if (finish()) {
                exchange.refuse(why);
            }
        }
    }
}
