package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.HttpMessages.Plan;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Dissects a connection of the HTTP port: requests and responses and, after an upgrade, the other
/// protocol. The [ExchangeReader.Classifier]s of the routes choose the classes of an exchange.
///
/// Some requests can be classified only by their response. They are held until then, and later
/// requests are held behind them.
public final class HttpDissector implements Dissector {
    /// The number of unanswered requests beyond which responses are no longer matched with them. No
    /// client pipelines so many.
    private static final int MAX_AHEAD = 1000;

    /// The number of bytes held between an upgrade request and its response; with more, they are
    /// unreadable.
    private static final int MAX_HELD = 64 * 1024;

    /// A request that has not been answered yet.
    private static final class Exchange {
        private final ExchangeReader reader;
        private final boolean hasNoBody;
        private @Nullable TrafficUnit request;

        Exchange(ExchangeReader reader, boolean hasNoBody) {
            this.reader = reader;
            this.hasNoBody = hasNoBody;
        }
    }

    private final List<ExchangeReader.Classifier> routes;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private final Deque<Exchange> unanswered = new ArrayDeque<>(2);
    private final Deque<TrafficUnit> unsettled = new ArrayDeque<>(2);
    private final HttpMessages requests;
    private final HttpMessages responses;
    private ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private @Nullable StreamReader upgradedIn;
    private @Nullable StreamReader upgradedOut;
    private @Nullable Exchange requested;
    private @Nullable Exchange answered;
    private int status;

    /// @param routes tried in this order; the first that recognises an exchange classifies it
    public HttpDissector(
            List<ExchangeReader.Classifier> routes,
            TrafficUnitFactory units,
            Consumer<TrafficUnit> settled) {
        this.routes = routes;
        this.units = units;
        this.settled = settled;
        this.requests = new HttpMessages(Direction.IN, units, new Requests());
        this.responses = new HttpMessages(Direction.OUT, units, new Responses());
    }

    @Override
    public boolean isLasting() {
        return upgradedOut != null || responses.isInChunks();
    }

    @Override
    public boolean isAtMessage() {
        return upgradedOut == null ? responses.isAtChunk() : upgradedOut.isAtStart();
    }

    @Override
    public void dissect(Direction direction, byte[] bytes) {
        if (direction == Direction.IN) {
            readIn(bytes, 0);
            return;
        }
        int at = upgradedOut == null ? responses.read(bytes, 0, bytes.length) : 0;
        if (upgradedOut != null && at < bytes.length) {
            upgradedOut.read(bytes, at, bytes.length);
        }
    }

    private void readIn(byte[] bytes, int from) {
        if (upgradedIn != null) {
            upgradedIn.read(bytes, from, bytes.length);
            return;
        }
        int at = requests.read(bytes, from, bytes.length);
        if (at < bytes.length) {
            held.write(bytes, at, bytes.length - at);
            if (held.size() > MAX_HELD) {
                requests.lose();
                readHeld();
            }
        }
    }

    private void readHeld() {
        byte[] bytes = held.toByteArray();
        held = new ByteArrayOutputStream(0);
        if (bytes.length > 0) {
            readIn(bytes, 0);
        }
    }

    @Override
    public void end() {
        requests.end();
        readHeld();
        unsettled.forEach(TrafficUnit::ready);
        settleReady();
        responses.end();
        if (upgradedIn != null) {
            upgradedIn.end();
        }
        if (upgradedOut != null) {
            upgradedOut.end();
        }
    }

    /// Settles a unit from the client after all units before it.
    private void in(TrafficUnit unit) {
        unit.ready();
        unsettled.add(unit);
        settleReady();
    }

    private void settleReady() {
        TrafficUnit first = unsettled.peek();
        while (first != null && first.isReady()) {
            unsettled.remove();
            settled.accept(first);
            first = unsettled.peek();
        }
    }

    private ExchangeReader reader(HttpHead request) {
        for (ExchangeReader.Classifier route : routes) {
            ExchangeReader reader = route.begin(request);
            if (reader != null) {
                return reader;
            }
        }
        return ExchangeReader.Plain.OTHER;
    }

    private final class Requests implements HttpMessages.Handler {
        @Override
        public Plan head(HttpHead head) {
            ExchangeReader reader = reader(head);
            Exchange exchange = new Exchange(reader, "HEAD".equals(head.method()));
            requested = exchange;
            unanswered.add(exchange);
            if (unanswered.size() > MAX_AHEAD) {
                unanswered.clear();
            }
            long length = head.isChunked() ? Plan.CHUNKED : Math.max(0, head.length());
            boolean switches = length == 0 && reader.upgrade() != null;
            return new Plan(reader.request(head), switches ? Plan.SWITCH : length);
        }

        @Override
        public void part(TrafficUnit unit, boolean last) {
            Exchange exchange = requested;
            if (last && exchange != null) {
                exchange.reader.readRequest(unit);
                if (exchange.reader.isRequestHeld()) {
                    exchange.request = unit;
                    unsettled.add(unit);
                    return;
                }
            }
            in(unit);
        }
    }

    private final class Responses implements HttpMessages.Handler {
        @Override
        public Plan head(HttpHead head) {
            status = head.status();
            if (status < 200 && status != 101) {
                return new Plan(ExchangeReader.Plain.OTHER.response(), 0);
            }
            Exchange exchange = unanswered.poll();
            answered = exchange;
            if (exchange == null) {
                return new Plan(ExchangeReader.Plain.OTHER.response(), length(head, false));
            }
            boolean switches = status == 101 && exchange.reader.upgrade() != null;
            return new Plan(
                    exchange.reader.response(head),
                    switches ? Plan.SWITCH : length(head, exchange.hasNoBody));
        }

        /// RFC 9112 §6.3.
        private long length(HttpHead head, boolean hasNoBody) {
            if (hasNoBody || status < 200 || status == 204 || status == 304) {
                return 0;
            }
            if (head.isChunked()) {
                return Plan.CHUNKED;
            }
            return head.length() >= 0 ? head.length() : Plan.TO_THE_END;
        }

        @Override
        public void part(TrafficUnit unit, boolean last) {
            Exchange exchange = status < 200 && status != 101 ? null : answered;
            if (exchange != null) {
                exchange.reader.readResponse(unit, last ? exchange.request : null);
                if (last) {
                    answered = null;
                    settleRequest(exchange);
                }
            }
            settled.accept(unit);
            if (last && exchange != null) {
                upgrade(exchange.reader.upgrade());
            }
        }

        private void settleRequest(Exchange exchange) {
            if (exchange.request != null) {
                exchange.request.ready();
                settleReady();
            }
        }

        private void upgrade(StreamReader.@Nullable Factory readers) {
            if (readers == null) {
                return;
            }
            if (status == 101) {
                upgradedIn = readers.make(Direction.IN, units, HttpDissector.this::in);
                upgradedOut = readers.make(Direction.OUT, units, settled);
            } else {
                requests.resume();
            }
            readHeld();
        }
    }
}
