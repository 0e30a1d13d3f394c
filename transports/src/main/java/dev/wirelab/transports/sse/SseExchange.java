package dev.wirelab.transports.sse;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.JsonUnit;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of an event stream: a handshake, then chunks of events.
final class SseExchange implements ExchangeReader {
    private static final int OK = 200;
    private static final int DATA = "data: ".length();

    @Override
    public MessagePlan request(HttpHead head) {
        return MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public MessagePlan response(HttpHead head) {
        return head.status() == OK
                ? MessagePlan.chunks(ByteClass.HANDSHAKE)
                : MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {
        byte[] content = response.content();
        if (response.isGivenUp() || content.length == 0) {
            return;
        }
        ByteSpans spans = new ByteSpans();
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                line(content, start, at - start, spans);
                start = at + 1;
            }
        }
        spans.add(ByteClass.UNREADABLE, content.length - start);
        response.resolve(spans);
    }

    /// Reads a line, its end included.
    private static void line(byte[] content, int start, int length, ByteSpans spans) {
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
