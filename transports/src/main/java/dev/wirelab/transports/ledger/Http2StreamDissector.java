package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Dissects the frames of one stream of HTTP/2 (RFC 9113 §4.1). Header blocks with their frame
/// headers have the class of a head, the content of DATA frames that of a body, and the rest of
/// DATA frames is framing. All other frames are `h2`.
///
/// The request is held until its head is known, at the latest when the response passes.
final class Http2StreamDissector implements Dissector {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;
    private static final int PADDED = 0x8;
    private static final int HEADER_BYTES = 9;

    /// The number of bytes held until the head of the request is known.
    private static final int MAX_HELD = 64 * 1024;

    private final List<ExchangeReader.Classifier> routes;
    private final StreamHeads heads;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private final Message request;
    private final Message response;
    private ByteArrayOutputStream held = new ByteArrayOutputStream(0);
    private @Nullable ExchangeReader reader;
    private @Nullable TrafficUnit heldRequest;

    Http2StreamDissector(
            List<ExchangeReader.Classifier> routes,
            StreamHeads heads,
            TrafficUnitFactory units,
            Consumer<TrafficUnit> settled) {
        this.routes = routes;
        this.heads = heads;
        this.units = units;
        this.settled = settled;
        this.request = new Message(Direction.IN);
        this.response = new Message(Direction.OUT);
    }

    @Override
    public boolean isAtMessage() {
        return false;
    }

    @Override
    public boolean isLasting() {
        return response.plan != null && response.plan.unit() == MessagePlan.Unit.CHUNK;
    }

    @Override
    public void dissect(Direction direction, byte[] bytes) {
        if (direction == Direction.OUT) {
            ExchangeReader now = begin();
            if (response.plan == null) {
                response.plan = now.response(heads.response());
            }
            response.read(bytes);
        } else if (reader != null || heads.request() != null) {
            begin();
            request.read(bytes);
        } else {
            held.writeBytes(bytes);
            if (held.size() > MAX_HELD) {
                begin();
            }
        }
    }

    /// Begins the exchange, with a head that is known now or never will be.
    private ExchangeReader begin() {
        ExchangeReader begun = reader;
        if (begun != null) {
            return begun;
        }
        HttpHead head = heads.request();
        begun = head == null ? ExchangeReader.Plain.OTHER : reader(head);
        reader = begun;
        request.plan =
                begun.request(head == null ? new HttpHead(null, "", 0, -1, false, "", true) : head);
        byte[] before = held.toByteArray();
        held = new ByteArrayOutputStream(0);
        request.read(before);
        return begun;
    }

    private ExchangeReader reader(HttpHead head) {
        for (ExchangeReader.Classifier route : routes) {
            ExchangeReader found = route.begin(head);
            if (found != null) {
                return found;
            }
        }
        return ExchangeReader.Plain.OTHER;
    }

    private void part(TrafficUnit unit, boolean isLast) {
        ExchangeReader now = reader;
        if (now == null) {
            settled.accept(unit);
        } else if (unit.direction() == Direction.IN) {
            // After the end of its request a client should not send any more.
            settleRequest();
            if (isLast) {
                now.readRequest(unit);
                if (now.isRequestHeld()) {
                    heldRequest = unit;
                    return;
                }
            }
            settled.accept(unit);
        } else {
            now.readResponse(unit, isLast ? heldRequest : null);
            if (isLast) {
                settleRequest();
            }
            settled.accept(unit);
        }
    }

    private void settleRequest() {
        if (heldRequest != null) {
            settled.accept(heldRequest);
            heldRequest = null;
        }
    }

    @Override
    public void end() {
        if (held.size() > 0) {
            begin();
        }
        request.end();
        response.end();
        settleRequest();
    }

    /// One direction: a sequence of frames, in whatever portions they pass.
    private final class Message {
        private final Direction direction;
        private final byte[] header = new byte[HEADER_BYTES];
        private int headerBytes;
        private int left;
        private int padding = -1;
        private boolean endsWithLine;
        private TrafficUnit unit;
        private @Nullable MessagePlan plan;

        Message(Direction direction) {
            this.direction = direction;
            this.unit = units.make(direction);
        }

        private int type() {
            return header[3] & 0xff;
        }

        private boolean has(int flag) {
            return (header[4] & flag) != 0;
        }

        private boolean isHead() {
            return type() == HEADERS || type() == CONTINUATION;
        }

        void read(byte[] bytes) {
            MessagePlan classes = plan;
            if (classes == null) {
                return;
            }
            int at = 0;
            while (at < bytes.length) {
                if (headerBytes < HEADER_BYTES) {
                    header[headerBytes++] = bytes[at++];
                    if (headerBytes == HEADER_BYTES) {
                        begin(classes);
                    }
                } else {
                    at = payload(classes, bytes, at);
                }
            }
            if (classes.unit() == MessagePlan.Unit.PART && headerBytes == 0) {
                emit(false);
            }
        }

        private void begin(MessagePlan classes) {
            left = ByteBuffer.wrap(header).getInt() >>> 8;
            padding = type() == DATA && has(PADDED) ? -1 : 0;
            unit.add(
                    isHead() ? classes.head() : type() == DATA ? classes.framing() : ByteClass.H2,
                    header,
                    0,
                    HEADER_BYTES);
            if (left == 0) {
                end(classes);
            }
        }

        /// @return the index of the first byte that has not been read
        private int payload(MessagePlan classes, byte[] bytes, int from) {
            int part = Math.min(left, bytes.length - from);
            if (isHead()) {
                unit.add(classes.head(), bytes, from, part);
            } else if (type() != DATA) {
                unit.add(ByteClass.H2, bytes, from, part);
            } else if (padding < 0) {
                part = 1;
                padding = bytes[from] & 0xff;
                unit.add(classes.framing(), bytes, from, part);
            } else if (left <= padding) {
                unit.add(classes.framing(), bytes, from, part);
            } else {
                part = Math.min(part, left - padding);
                content(classes, bytes, from, part);
            }
            left -= part;
            if (left == 0) {
                end(classes);
            }
            return from + part;
        }

        private void content(MessagePlan classes, byte[] bytes, int from, int count) {
            ByteClass known = classes.content();
            if (known == null) {
                unit.addContent(bytes, from, count, null, 0);
            } else {
                unit.add(known, bytes, from, count);
            }
            endsWithLine = bytes[from + count - 1] == '\n';
        }

        private void end(MessagePlan classes) {
            headerBytes = 0;
            boolean isMessage = type() == DATA || type() == HEADERS;
            if (isMessage && has(END_STREAM)) {
                emit(true);
            } else if (classes.unit() == MessagePlan.Unit.CHUNK
                    && (isHead() ? has(END_HEADERS) : endsWithLine)) {
                // What is sent at once may be several frames, and ends with a line.
                emit(false);
            }
        }

        private void emit(boolean isLast) {
            endsWithLine = false;
            if (isLast || !unit.isEmpty()) {
                TrafficUnit done = unit;
                unit = units.make(direction);
                part(done, isLast);
            }
        }

        /// The stream has ended: settles what is not complete.
        void end() {
            if (headerBytes > 0 && headerBytes < HEADER_BYTES) {
                unit.add(ByteClass.UNREADABLE, header, 0, headerBytes);
                headerBytes = 0;
            }
            if (!unit.isEmpty()) {
                unit.resolve(ByteClass.UNREADABLE);
                TrafficUnit done = unit;
                unit = units.make(direction);
                settled.accept(done);
            }
        }
    }
}
