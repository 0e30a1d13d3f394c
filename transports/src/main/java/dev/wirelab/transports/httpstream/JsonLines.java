package dev.wirelab.transports.httpstream;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.JsonUnit;

/// Classifies the lines of a stream: the JSON of an event, or an empty line, which is a heartbeat.
final class JsonLines {
    private JsonLines() {}

    static void classify(byte[] content, int start, int length, ByteSpans spans) {
        if (length > 0) {
            JsonUnit.read(Direction.OUT, content, start, length, spans);
        }
        spans.add(length > 0 ? ByteClass.FRAMING : ByteClass.HEARTBEAT, 1);
    }
}
