package dev.wirelab.transports.httpstream;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.JsonUnit;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of a stream: a handshake, then chunks of lines.
final class HttpStreamExchange implements ExchangeReader {
    private static final int OK = 200;

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

    /// Reads a line, its end included. An empty one is a heartbeat.
    private static void line(byte[] content, int start, int length, ByteSpans spans) {
        if (length > 0) {
            JsonUnit.read(Direction.OUT, content, start, length, spans);
        }
        spans.add(length > 0 ? ByteClass.FRAMING : ByteClass.HEARTBEAT, 1);
    }
}
