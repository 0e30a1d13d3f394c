package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.HttpMessages.Plan;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads a connection of the HTTP port: requests and answers, and frames after an upgrade.
///
/// Whether a poll was empty shows when it is answered, so its request waits for that, and later
/// ones wait behind it.
final class HttpDissector implements Dissector {
    /// More requests are not sent ahead of their answers by anyone who can be served.
    private static final int MAX_AHEAD = 1000;

    /// What may come in after an upgrade request before its answer was seen.
    private static final int MAX_HELD = 64 * 1024;

    /// What an exchange is about.
    private enum Kind {
        POLL,
        COMMAND,
        LOG_IN,
        UPGRADE,
        OTHER
    }

    /// A request that was not answered yet.
    private static final class Exchange {
        private final Kind kind;
        private final boolean hasNoBody;
        private @Nullable TrafficUnit request;

        Exchange(Kind kind, boolean hasNoBody) {
            this.kind = kind;
            this.hasNoBody = hasNoBody;
        }
    }

    private final Consumer<TrafficUnit> settled;
    private final Deque<Exchange> unanswered = new ArrayDeque<>(2);
    private final Deque<TrafficUnit> waiting = new ArrayDeque<>(2);
    private final HttpMessages requests;
    private final HttpMessages answers;
    private final FrameReader framesIn;
    private final FrameReader framesOut;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private boolean isUpgraded;
    private @Nullable Exchange requested;
    private @Nullable Exchange answered;
    private int status;

    HttpDissector(TrafficUnitFactory units, Consumer<TrafficUnit> settled) {
        this.settled = settled;
        this.requests = new HttpMessages(Direction.IN, units, new Requests());
        this.answers = new HttpMessages(Direction.OUT, units, new Answers());
        this.framesIn = new FrameReader(Direction.IN, units, this::in);
        this.framesOut = new FrameReader(Direction.OUT, units, settled);
    }

    @Override
    public boolean isLasting() {
        return isUpgraded;
    }

    @Override
    public boolean isAtMessage() {
        return isUpgraded && framesOut.isAtStart();
    }

    @Override
    public void see(Direction direction, byte[] bytes) {
        if (direction == Direction.IN) {
            seeIn(bytes, 0);
        } else {
            int at = isUpgraded ? 0 : answers.read(bytes, 0, bytes.length);
            if (at < bytes.length) {
                framesOut.read(bytes, at, bytes.length);
            }
        }
    }

    private void seeIn(byte[] bytes, int from) {
        if (isUpgraded) {
            framesIn.read(bytes, from, bytes.length);
            return;
        }
        int at = requests.read(bytes, from, bytes.length);
        if (at < bytes.length) {
            held.write(bytes, at, bytes.length - at);
            if (held.size() > MAX_HELD) {
                loseRequests();
            }
        }
    }

    private void loseRequests() {
        requests.lose();
        seeHeld();
    }

    private void seeHeld() {
        byte[] bytes = held.toByteArray();
        held.reset();
        if (bytes.length > 0) {
            seeIn(bytes, 0);
        }
    }

    @Override
    public void end() {
        requests.end();
        seeHeld();
        waiting.forEach(TrafficUnit::ready);
        settleReady();
        answers.end();
        framesIn.end();
        framesOut.end();
    }

    /// Takes the next unit that came in.
    private void in(TrafficUnit unit) {
        unit.ready();
        waiting.add(unit);
        settleReady();
    }

    private void settleReady() {
        TrafficUnit first = waiting.peek();
        while (first != null && first.isReady()) {
            waiting.remove();
            settled.accept(first);
            first = waiting.peek();
        }
    }

    private static Kind kind(HttpHead head) {
        if (head.upgrade()) {
            return Kind.UPGRADE;
        }
        if (head.path().startsWith("/poll/")) {
            return Kind.POLL;
        }
        String call = head.method() + " " + head.path();
        return switch (call) {
            case "POST /api/commands" -> Kind.COMMAND;
            case "POST /api/sessions", "DELETE /api/sessions/me" -> Kind.LOG_IN;
            default -> Kind.OTHER;
        };
    }

    private final class Requests implements HttpMessages.Meaning {
        @Override
        public Plan head(HttpHead head) {
            Exchange exchange = new Exchange(kind(head), "HEAD".equals(head.method()));
            requested = exchange;
            unanswered.add(exchange);
            if (unanswered.size() > MAX_AHEAD) {
                unanswered.clear();
            }
            long length = head.isChunked() ? Plan.CHUNKED : Math.max(0, head.length());
            return switch (exchange.kind) {
                case POLL -> plan(ByteClass.REQUEST, ByteClass.ENVELOPE, length, true);
                case COMMAND -> plan(ByteClass.REQUEST, null, length, true);
                case LOG_IN -> all(ByteClass.HANDSHAKE, length);
                case UPGRADE -> all(ByteClass.HANDSHAKE, length == 0 ? Plan.SWITCH : length);
                case OTHER -> plan(ByteClass.REQUEST, ByteClass.ENVELOPE, length, false);
            };
        }

        @Override
        public void part(TrafficUnit unit, boolean last) {
            Exchange exchange = requested;
            if (last && exchange != null && exchange.kind == Kind.POLL) {
                exchange.request = unit;
                waiting.add(unit);
                return;
            }
            if (last && exchange != null && exchange.kind == Kind.COMMAND) {
                json(Direction.IN, unit);
            }
            in(unit);
        }
    }

    private final class Answers implements HttpMessages.Meaning {
        @Override
        public Plan head(HttpHead head) {
            status = head.status();
            if (status < 200 && status != 101) {
                return plan(ByteClass.RESPONSE, ByteClass.ENVELOPE, 0, false);
            }
            Exchange exchange = unanswered.poll();
            answered = exchange;
            Kind kind = exchange == null ? Kind.OTHER : exchange.kind;
            if (kind == Kind.UPGRADE && status == 101) {
                return all(ByteClass.HANDSHAKE, Plan.SWITCH);
            }
            long length = length(head, exchange != null && exchange.hasNoBody);
            return switch (kind) {
                case POLL ->
                        status == 200
                                ? plan(ByteClass.RESPONSE, null, length, true)
                                : plan(ByteClass.RESPONSE, ByteClass.ENVELOPE, length, true);
                case COMMAND -> plan(ByteClass.RESPONSE, null, length, true);
                case LOG_IN, UPGRADE -> all(ByteClass.HANDSHAKE, length);
                case OTHER -> plan(ByteClass.RESPONSE, ByteClass.ENVELOPE, length, false);
            };
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
            if (last && exchange != null) {
                answered = null;
                end(exchange, unit);
            }
            settled.accept(unit);
            if (last && exchange != null && exchange.kind == Kind.UPGRADE) {
                isUpgraded = status == 101;
                if (!isUpgraded) {
                    requests.resume();
                }
                seeHeld();
            }
        }

        private void end(Exchange exchange, TrafficUnit answer) {
            switch (exchange.kind) {
                case POLL -> {
                    boolean isEmpty = status == 200 && json(Direction.OUT, answer);
                    TrafficUnit request = exchange.request;
                    if (isEmpty) {
                        answer.resolveAll(ByteClass.EMPTY_POLL);
                    }
                    if (request != null) {
                        if (isEmpty) {
                            request.resolveAll(ByteClass.EMPTY_POLL);
                        }
                        request.ready();
                        settleReady();
                    }
                }
                case COMMAND -> json(Direction.OUT, answer);
                case LOG_IN, UPGRADE, OTHER -> {
                    // Its class was known by its request.
                }
            }
        }
    }

    /// Reads the content of a message as JSON.
    ///
    /// @return whether it is a poll's answer without an event
    private static boolean json(Direction direction, TrafficUnit unit) {
        byte[] content = unit.content();
        if (unit.isGivenUp() || content.length == 0) {
            return false;
        }
        ByteSpans spans = new ByteSpans();
        boolean isEmptyPoll = JsonUnit.read(direction, content, 0, content.length, spans);
        unit.resolve(spans);
        return isEmptyPoll;
    }

    private static Plan plan(
            ByteClass head, @Nullable ByteClass content, long length, boolean isWhole) {
        return new Plan(head, content, ByteClass.FRAMING, length, isWhole);
    }

    private static Plan all(ByteClass line, long length) {
        return new Plan(line, line, line, length, false);
    }
}
