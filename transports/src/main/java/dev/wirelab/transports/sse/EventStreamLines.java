package dev.wirelab.transports.sse;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.JsonUnit;

/// Classifies the lines of an event stream by their fields.
final class EventStreamLines {
    private static final int DATA = "data: ".length();

    private EventStreamLines() {}

    static void classify(byte[] content, int start, int length, ByteSpans spans) {
        byte first = length == 0 ? (byte) '\n' : content[start];
        switch (first) {
            case ':' -> spans.add(ByteClass.HEARTBEAT, length + 1);
            case 'r' -> spans.add(ByteClass.HANDSHAKE, length + 1);
            case 'd' -> {
                spans.add(ByteClass.FRAMING, Math.min(DATA, length));
                if (length > DATA) {
                    JsonUnit.read(Direction.OUT, content, start + DATA, length - DATA, spans);
                }
                spans.add(ByteClass.FRAMING, 1);
            }
            default -> spans.add(ByteClass.FRAMING, length + 1);
        }
    }
}
