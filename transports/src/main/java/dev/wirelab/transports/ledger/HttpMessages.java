package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Cuts one direction of an HTTP/1.1 connection into messages (RFC 9112 §2, §6, §7): a head, and a
/// body of some length, in chunks, or up to the end.
final class HttpMessages {
    private static final int MAX_HEAD = 32 * 1024;
    private static final int MAX_CHUNK_LINE = 1024;

    /// Knows what the messages mean.
    interface Meaning {
        /// Says what a head announces, as soon as it is complete.
        Plan head(HttpHead head);

        /// A message, or as much of it as is known to be of its classes.
        ///
        /// @param last whether the message is complete
        void part(TrafficUnit unit, boolean last);
    }

    /// What is known of a message by its head.
    ///
    /// @param classes the classes of its bytes
    /// @param length bytes of the body, or [#CHUNKED], [#TO_THE_END] or [#SWITCH]
    record Plan(MessagePlan classes, long length) {
        static final long CHUNKED = -1;
        static final long TO_THE_END = -2;

        /// What follows is not HTTP, or it is not known yet.
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
    private final Meaning meaning;
    private ByteArrayOutputStream line = new ByteArrayOutputStream(0);
    private State state = State.HEAD;
    private boolean isInHead;
    private int lineBytes;
    private TrafficUnit unit;
    private Plan plan;
    private long left;

    @SuppressWarnings("NullAway.Init") // a plan is made when a head is complete
    HttpMessages(Direction direction, TrafficUnitFactory units, Meaning meaning) {
        this.direction = direction;
        this.units = units;
        this.meaning = meaning;
        this.unit = units.make(direction);
    }

    /// Reads bytes as far as they are HTTP.
    ///
    /// @return where they cease to be
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

    /// After [Plan#SWITCH]: it is HTTP that follows after all.
    void resume() {
        if (state == State.SWITCHED) {
            state = State.HEAD;
        }
    }

    /// From now on nothing can be read.
    void lose() {
        unit.resolve(ByteClass.UNREADABLE);
        unit.add(ByteClass.UNREADABLE, line.toByteArray(), 0, line.size());
        line = new ByteArrayOutputStream(0);
        state = State.LOST;
    }

    /// Settles what is unfinished.
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

    /// Takes bytes up to the end of a line.
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
        plan = meaning.head(head);
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

    /// Emits what was read, if each chunk is a unit.
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

    /// Whether a response is under way whose chunks are units.
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
        meaning.part(done, last);
    }
}
