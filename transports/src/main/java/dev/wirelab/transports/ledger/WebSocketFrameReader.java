package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads the frames of one direction of a WebSocket (RFC 6455 §5). A message is one unit, together
/// with all its frames and the control frames between them.
public final class WebSocketFrameReader implements StreamReader {
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PONG = 10;
    private static final int MAX_CONTROL = 125;

    private final MessageReader messages;
    private final Direction direction;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private final byte[] header = new byte[14];
    private final byte[] mask = new byte[4];
    private int headerBytes;
    private TrafficUnit unit;
    private boolean isInMessage;
    private boolean isBinary;
    private boolean isLost;

    // State of the frame whose payload is being read.
    private long left;
    private int phase;

    /// Classifies the content of a message.
    @FunctionalInterface
    public interface MessageReader {
        /// Returns spans as long as the content.
        ByteSpans classes(Direction direction, boolean isBinary, byte[] content);
    }

    private WebSocketFrameReader(
            MessageReader messages,
            Direction direction,
            TrafficUnitFactory units,
            Consumer<TrafficUnit> settled) {
        this.messages = messages;
        this.direction = direction;
        this.units = units;
        this.settled = settled;
        this.unit = units.make(direction);
    }

    /// The readers of WebSockets whose messages are read by `messages`.
    public static StreamReader.Factory of(MessageReader messages) {
        return (direction, units, settled) ->
                new WebSocketFrameReader(messages, direction, units, settled);
    }

    @Override
    public boolean isAtStart() {
        return !isLost && !isInMessage && headerBytes == 0 && unit.isEmpty();
    }

    @Override
    public void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isLost) {
            if (headerBytes < headerLength()) {
                header[headerBytes++] = bytes[at++];
                if (headerBytes >= 2 && headerBytes == headerLength()) {
                    begin();
                }
            } else {
                int part = (int) Math.min(left, to - at);
                payload(bytes, at, part);
                at += part;
            }
        }
        if (isLost) {
            unit.add(ByteClass.UNREADABLE, bytes, at, to - at);
            settle();
        }
    }

    @Override
    public void end() {
        isLost = true;
        unit.add(ByteClass.UNREADABLE, header, 0, left > 0 ? 0 : headerBytes);
        headerBytes = 0;
        left = 0;
        unit.resolve(ByteClass.UNREADABLE);
        settle();
    }

    private int headerLength() {
        if (headerBytes < 2) {
            return 2;
        }
        int longer =
                switch (header[1] & 0x7f) {
                    case 126 -> 2;
                    case 127 -> 8;
                    default -> 0;
                };
        return 2 + longer + (isMasked() ? 4 : 0);
    }

    private boolean isMasked() {
        return header[1] < 0;
    }

    private int opcode() {
        return header[0] & 0x0f;
    }

    private boolean isFinal() {
        return header[0] < 0;
    }

    private boolean isControl() {
        return opcode() >= CLOSE;
    }

    private void begin() {
        int small = header[1] & 0x7f;
        left =
                switch (small) {
                    case 126 -> ByteBuffer.wrap(header, 2, 2).getShort() & 0xffff;
                    case 127 -> ByteBuffer.wrap(header, 2, 8).getLong();
                    default -> small;
                };
        if (!isAllowed()) {
            lose();
            return;
        }
        Arrays.fill(mask, (byte) 0);
        if (isMasked()) {
            System.arraycopy(header, headerBytes - 4, mask, 0, 4);
        }
        phase = 0;
        if (!isControl()) {
            isBinary = opcode() == CONTINUATION ? isBinary : opcode() == BINARY;
            isInMessage = true;
        }
        unit.add(isControl() ? control() : ByteClass.FRAMING, header, 0, headerBytes);
        if (left == 0) {
            endFrame();
        }
    }

    /// Whether RFC 6455 (§5.1, §5.2, §5.4) allows the frame; a peer that receives another one
    /// closes the connection.
    private boolean isAllowed() {
        boolean known = opcode() <= BINARY || (opcode() >= CLOSE && opcode() <= PONG);
        boolean inTurn =
                isControl()
                        ? isFinal() && left <= MAX_CONTROL
                        : isInMessage == (opcode() == CONTINUATION);
        return (header[0] & 0x70) == 0
                && known
                && inTurn
                && left >= 0
                && isMasked() == (direction == Direction.IN);
    }

    private void lose() {
        isLost = true;
        unit.resolve(ByteClass.UNREADABLE);
        unit.add(ByteClass.UNREADABLE, header, 0, headerBytes);
        headerBytes = 0;
        left = 0;
    }

    private ByteClass control() {
        return opcode() == CLOSE ? ByteClass.FRAMING : ByteClass.HEARTBEAT;
    }

    private void payload(byte[] bytes, int from, int count) {
        if (isControl()) {
            unit.add(control(), bytes, from, count);
        } else {
            unit.addContent(bytes, from, count, mask, phase);
        }
        phase = (phase + count) & 3;
        left -= count;
        if (left == 0) {
            endFrame();
        }
    }

    private void endFrame() {
        headerBytes = 0;
        if (opcode() == CLOSE) {
            // Nothing may follow (§5.5.1).
            isLost = true;
        }
        if (!isControl() && isFinal()) {
            isInMessage = false;
            byte[] content = unit.content();
            if (!unit.isGivenUp() && content.length > 0) {
                unit.resolve(messages.classes(direction, isBinary, content));
            }
        }
        if (!isInMessage) {
            settle();
        }
    }

    private void settle() {
        if (!unit.isEmpty()) {
            settled.accept(unit);
            unit = units.make(direction);
        }
    }
}
