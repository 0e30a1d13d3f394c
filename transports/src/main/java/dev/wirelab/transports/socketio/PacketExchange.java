package dev.wirelab.transports.socketio;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.JsonUnit;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.StreamReader;
import dev.wirelab.transports.ledger.TrafficUnit;
import dev.wirelab.transports.ledger.WebSocketFrameReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of a poll, a POST or an upgrade of Engine.IO, and the packets in them.
final class PacketExchange implements ExchangeReader {
    private static final int OK = 200;

    private final boolean isUpgrade;
    private boolean isAnswered;

    private PacketExchange(boolean isUpgrade) {
        this.isUpgrade = isUpgrade;
    }

    static @Nullable ExchangeReader begin(HttpHead request, String path) {
        return request.isTo("GET", path) || request.isTo("POST", path)
                ? new PacketExchange(request.upgrade().equals("websocket"))
                : null;
    }

    @Override
    public MessagePlan request(HttpHead head) {
        return isUpgrade
                ? MessagePlan.all(ByteClass.HANDSHAKE)
                : MessagePlan.whole(ByteClass.REQUEST, null);
    }

    @Override
    public MessagePlan response(HttpHead head) {
        isAnswered = head.status() == OK;
        return isUpgrade
                ? MessagePlan.all(ByteClass.HANDSHAKE)
                : MessagePlan.whole(ByteClass.RESPONSE, isAnswered ? null : ByteClass.ENVELOPE);
    }

    @Override
    public void readRequest(TrafficUnit request) {
        read(Direction.IN, request);
    }

    @Override
    public void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {
        if (isAnswered) {
            read(Direction.OUT, response);
        }
    }

    private static void read(Direction direction, TrafficUnit unit) {
        byte[] content = unit.content();
        if (unit.isGivenUp() || content.length == 0) {
            return;
        }
        ByteSpans spans = new ByteSpans();
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == EngineFrames.SEPARATOR) {
                packet(direction, content, start, at, spans);
                spans.add(ByteClass.FRAMING, 1);
                start = at + 1;
            }
        }
        packet(direction, content, start, content.length, spans);
        unit.resolve(spans);
    }

    @Override
    public StreamReader.@Nullable Factory upgrade() {
        return isUpgrade ? WebSocketFrameReader.of(PacketExchange::classes) : null;
    }

    private static ByteSpans classes(Direction direction, boolean isBinary, byte[] content) {
        ByteSpans spans = new ByteSpans();
        if (isBinary) {
            // No command uses attachments.
            spans.add(ByteClass.UNREADABLE, content.length);
        } else {
            packet(direction, content, 0, content.length, spans);
        }
        return spans;
    }

    /// One packet. Its JSON object, if it has one, is what it carries; the rest surrounds it.
    private static void packet(
            Direction direction, byte[] bytes, int from, int to, ByteSpans spans) {
        int length = to - from;
        char engine = length > 0 ? (char) bytes[from] : 'x';
        char type = length > 1 ? (char) bytes[from + 1] : ' ';
        switch (engine) {
            case '0', '5' -> spans.add(ByteClass.HANDSHAKE, length);
            case '2', '3' ->
                    spans.add(length > 1 ? ByteClass.HANDSHAKE : ByteClass.HEARTBEAT, length);
            case '1', '6', 'o' -> spans.add(ByteClass.FRAMING, length);
            case '4' -> {
                if (type == '0' || type == '1' || type == '4') {
                    spans.add(ByteClass.HANDSHAKE, length);
                } else {
                    event(direction, bytes, from, to, spans);
                }
            }
            default -> spans.add(ByteClass.UNREADABLE, length);
        }
    }

    private static void event(
            Direction direction, byte[] bytes, int from, int to, ByteSpans spans) {
        int open = from;
        boolean isText = false;
        while (open < to && bytes[open] != '{') {
            isText = bytes[open] == '"' && open + 1 < to && bytes[open + 1] == '{';
            open++;
        }
        int close = to - 1;
        while (close > open && bytes[close] != '}') {
            close--;
        }
        if (close <= open || isText) {
            // No object, or the text of one, as a dialect has it.
            spans.add(ByteClass.ENVELOPE, to - from);
            return;
        }
        spans.add(ByteClass.FRAMING, open - from);
        JsonUnit.read(direction, name(bytes, from, open), bytes, open, close + 1 - open, spans);
        spans.add(ByteClass.FRAMING, to - close - 1);
    }

    /// The name of an event, which stands between the first quotes.
    private static String name(byte[] bytes, int from, int to) {
        String head = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        int start = head.indexOf('"') + 1;
        int end = head.indexOf('"', start);
        return start == 0 || end < 0 ? "" : head.substring(start, end);
    }
}
