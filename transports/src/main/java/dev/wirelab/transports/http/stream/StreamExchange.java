package dev.wirelab.transports.http.stream;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of a stream: a handshake, then chunks of lines.
public final class StreamExchange implements ExchangeReader {
    private static final int OK = 200;

    private final LineClassifier lines;

    /// Classifies the lines of a stream, which differ by transport.
    @FunctionalInterface
    public interface LineClassifier {
        /// Classifies one line.
        ///
        /// @param start the index of its first byte in `content`
        /// @param length the number of its bytes, without the line feed that follows them
        /// @param spans receives the classes of these bytes and of the line feed
        void classify(byte[] content, int start, int length, ByteSpans spans);
    }

    /// Creates the reader of one exchange.
    public StreamExchange(LineClassifier lines) {
        this.lines = lines;
    }

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
                lines.classify(content, start, at - start, spans);
                start = at + 1;
            }
        }
        spans.add(ByteClass.UNREADABLE, content.length - start);
        response.resolve(spans);
    }
}
