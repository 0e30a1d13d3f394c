package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Parses one direction of an HTTP/1.1 connection into messages (RFC 9112 §2, §6, §7): a head, and
/// a body that ends after its length, with its last chunk, or with the connection.
final class HttpMessages {
    private static final int MAX_HEAD = 32 * 1024;
    private static final int MAX_CHUNK_LINE = 1024;

    /// Chooses the classes of the messages, and receives the messages.
    interface Handler {
        /// Returns the plan of a message. Called when its head is complete.
        Plan head(HttpHead head);

        /// Receives a message, or a part of it that can be settled already.
        ///
        /// @param last whether the message is complete
        void part(TrafficUnit unit, boolean last);
    }

    /// The properties of a message that follow from its head.
    ///
    /// @param classes the classes of its bytes
    /// @param length the length of the body in bytes, or [#CHUNKED], [#TO_THE_END] or [#SWITCH]
    record Plan(MessagePlan classes, long length) {
        static final long CHUNKED = -1;
        static final long TO_THE_END = -2;

        /// What follows the head is another protocol, or depends on the response.
        static final long SWITCH = -3;

        boolean settles(MessagePlan.Unit unit) {
            return classes.unit() == unit;
        }
    }

    private enum State {
        HEAD,
        BODY,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILER,
        TO_THE_END,
        SWITCHED,
        LOST
    }

    private final Direction direction;
    private final TrafficUnitFactory units;
    private final Handler handler;
    private ByteArrayOutputStream line = new ByteArrayOutputStream(0);
    private State state = State.HEAD;
    private boolean isInHead;
    private int lineBytes;
    private TrafficUnit unit;
    private Plan plan;
    private long left;

    @SuppressWarnings("NullAway.Init") // a plan is made when a head is complete
    HttpMessages(Direction direction, TrafficUnitFactory units, Handler handler) {
        this.direction = direction;
        this.units = units;
        this.handler = handler;
        this.unit = units.make(direction);
    }

    /// Parses bytes as far as they are HTTP.
    ///
    /// @return the index of the first byte that is not; `to` if all are
    int read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && state != State.SWITCHED) {
            at =
                    switch (state) {
                        case HEAD, CHUNK_LINE, CHUNK_END, TRAILER -> line(bytes, at, to);
                        case BODY, CHUNK, TO_THE_END -> content(bytes, at, to);
                        case LOST, SWITCHED -> {
                            unit.add(ByteClass.UNREADABLE, bytes, at, to - at);
                            yield to;
                        }
                    };
        }
        boolean isOpen = state == State.LOST || (inBody() && plan.settles(MessagePlan.Unit.PART));
        if (isOpen && !unit.isEmpty()) {
            emit(false);
        }
        return at;
    }

    private boolean inBody() {
        return state != State.HEAD && state != State.SWITCHED && state != State.LOST;
    }

    /// Continues with HTTP after [Plan#SWITCH], since the upgrade was refused.
    void resume() {
        if (state == State.SWITCHED) {
            state = State.HEAD;
        }
    }

    /// Stops parsing: all further bytes are unreadable.
    void lose() {
        unit.resolve(ByteClass.UNREADABLE);
        unit.add(ByteClass.UNREADABLE, line.toByteArray(), 0, line.size());
        line = new ByteArrayOutputStream(0);
        state = State.LOST;
    }

    /// Settles the unfinished message.
    void end() {
        boolean complete = state == State.TO_THE_END;
        if (!complete && state != State.SWITCHED) {
            lose();
        }
        state = State.LOST;
        if (complete || !unit.isEmpty()) {
            emit(complete);
        }
    }

    /// Reads bytes up to the end of a line.
    private int line(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && bytes[end] != '\n') {
            if (bytes[end] != '\r') {
                lineBytes++;
            }
            end++;
        }
        boolean isEnded = end < to;
        int next = isEnded ? end + 1 : end;
        line.write(bytes, from, next - from);
        if (line.size() > (state == State.HEAD ? MAX_HEAD : MAX_CHUNK_LINE)) {
            lose();
        } else if (isEnded) {
            boolean isBlank = lineBytes == 0;
            lineBytes = 0;
            if (state != State.HEAD) {
                endLine();
            } else if (!isBlank) {
                isInHead = true;
            } else if (isInHead) {
                // Empty lines before a head belong to it (RFC 9112 §2.2); one after it ends it.
                endHead();
            }
        }
        return next;
    }

    private void endHead() {
        byte[] bytes = line.toByteArray();
        HttpHead head = HttpHead.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!head.isReadable()) {
            lose();
            return;
        }
        line = new ByteArrayOutputStream(0);
        isInHead = false;
        plan = handler.head(head);
        unit.add(plan.classes().head(), bytes, 0, bytes.length);
        left = plan.length();
        if (left == Plan.CHUNKED) {
            state = State.CHUNK_LINE;
            emitChunk();
        } else if (left == Plan.TO_THE_END) {
            state = State.TO_THE_END;
        } else if (left == Plan.SWITCH) {
            emit(true);
            state = State.SWITCHED;
        } else if (left == 0) {
            complete();
        } else {
            state = State.BODY;
        }
    }

    private int content(byte[] bytes, int from, int to) {
        int part = state == State.TO_THE_END ? to - from : (int) Math.min(left, to - from);
        ByteClass known = plan.classes().content();
        if (known == null) {
            unit.addContent(bytes, from, part, null, 0);
        } else {
            unit.add(known, bytes, from, part);
        }
        left -= part;
        if (left == 0 && state == State.BODY) {
            complete();
        } else if (left == 0 && state == State.CHUNK) {
            state = State.CHUNK_END;
        }
        return from + part;
    }

    private void endLine() {
        byte[] bytes = line.toByteArray();
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (state == State.CHUNK_LINE) {
            long size = HttpHead.hex(text.split(";", 2)[0].strip());
            if (size < 0) {
                lose();
                return;
            }
            left = size;
            state = size == 0 ? State.TRAILER : State.CHUNK;
            frame(bytes);
        } else if (state == State.CHUNK_END) {
            if (!text.isEmpty()) {
                lose();
                return;
            }
            state = State.CHUNK_LINE;
            frame(bytes);
            emitChunk();
        } else {
            frame(bytes);
            if (text.isEmpty()) {
                complete();
            }
        }
    }

    /// Emits the bytes read so far, if each chunk is a unit.
    private void emitChunk() {
        if (plan.settles(MessagePlan.Unit.CHUNK)) {
            emit(false);
        }
    }

    /// Whether chunks are units, and the next byte begins one.
    boolean isAtChunk() {
        return state == State.CHUNK_LINE
                && plan.settles(MessagePlan.Unit.CHUNK)
                && line.size() == 0;
    }

    /// Whether a message is being read whose chunks are units.
    boolean isInChunks() {
        return inBody() && plan.settles(MessagePlan.Unit.CHUNK);
    }

    private void frame(byte[] bytes) {
        line = new ByteArrayOutputStream(0);
        unit.add(plan.classes().framing(), bytes, 0, bytes.length);
    }

    private void complete() {
        state = State.HEAD;
        emit(true);
    }

    private void emit(boolean last) {
        TrafficUnit done = unit;
        unit = units.make(direction);
        handler.part(done, last);
    }
}
