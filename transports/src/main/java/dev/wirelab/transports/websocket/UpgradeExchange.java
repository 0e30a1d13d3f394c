package dev.wirelab.transports.websocket;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.JsonUnit;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.StreamReader;
import dev.wirelab.transports.ledger.WebSocketFrameReader;
import org.jspecify.annotations.Nullable;

/// The upgrade of a connection to WebSocket, after which frames follow.
final class UpgradeExchange implements ExchangeReader {
    /// Recognises every WebSocket upgrade on the HTTP port, including those that belong to no
    /// transport.
    static @Nullable ExchangeReader begin(HttpHead request) {
        return request.upgrade().equals("websocket") ? new UpgradeExchange() : null;
    }

    @Override
    public MessagePlan request(HttpHead head) {
        return MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public MessagePlan response(HttpHead head) {
        return MessagePlan.all(ByteClass.HANDSHAKE);
    }

    @Override
    public StreamReader.Factory upgrade() {
        return WebSocketFrameReader.of(UpgradeExchange::classes);
    }

    /// A binary message is one line of JSON and the content of the message (rule B8).
    private static ByteSpans binaryClasses(Direction direction, byte[] content) {
        ByteSpans spans = new ByteSpans();
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end == content.length || content[0] != '{') {
            spans.add(ByteClass.UNREADABLE, content.length);
            return spans;
        }
        JsonUnit.read(direction, content, 0, end, spans);
        spans.add(ByteClass.FRAMING, 1);
        spans.add(ByteClass.PAYLOAD, content.length - end - 1);
        return spans;
    }

    /// A client's message is one command; the lab's is one event or several, one a line (rule W3).
    private static ByteSpans classes(Direction direction, boolean isBinary, byte[] content) {
        if (isBinary) {
            return binaryClasses(direction, content);
        }
        ByteSpans spans = new ByteSpans();
        int start = 0;
        for (int at = 0; direction == Direction.OUT && at < content.length; at++) {
            if (content[at] == '\n') {
                JsonUnit.read(direction, content, start, at - start, spans);
                spans.add(ByteClass.FRAMING, 1);
                start = at + 1;
            }
        }
        JsonUnit.read(direction, content, start, content.length - start, spans);
        return spans;
    }
}
