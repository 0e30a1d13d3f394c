package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.Dissector;
import dev.wirelab.transports.ledger.JsonUnit;
import dev.wirelab.transports.ledger.TrafficUnit;
import dev.wirelab.transports.ledger.TrafficUnitFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Dissects a connection of the TCP port: lines of JSON, or the lines of a person.
final class LineDissector implements Dissector {
    private static final String HELLO = "{\"type\":\"hello\",";
    private static final String IN_VERSION_2 = ",\"v\":2";
    private static final String MESSAGE = "{\"type\":\"message\",";
    private static final String BYTES = ",\"bytes\":";

    private final FirstBytes first = new FirstBytes(new TelnetFilter());
    private final LineSplitter in;
    private final LineSplitter out;
    private boolean isKnown;
    private boolean isPerson;
    private boolean isGreeted;
    private boolean isLoggedIn;
    private boolean isVersion2;

    LineDissector(TrafficUnitFactory units, Consumer<TrafficUnit> settled) {
        // After a longer line, the input cannot be split into lines any more (rule T3).
        this.in =
                new LineSplitter(
                        Direction.IN, JsonCommands.MAX_BYTES, this::lineIn, units, settled);
        this.out =
                new LineSplitter(
                        Direction.OUT, TrafficUnit.MAX_CONTENT, this::lineOut, units, settled);
    }

    @Override
    public boolean isLasting() {
        return true;
    }

    @Override
    public boolean isAtMessage() {
        return isKnown && !isPerson && out.isAtStart();
    }

    @Override
    public void dissect(Direction direction, byte[] bytes) {
        if (direction == Direction.OUT) {
            out.read(bytes, 0, bytes.length);
            return;
        }
        int from = 0;
        if (!isKnown) {
            // The first byte that is not blank determines the kind of client (rules T1, H1).
            while (from < bytes.length && first.isSkipped(bytes[from])) {
                from++;
            }
            isKnown = from < bytes.length;
            isPerson = isKnown && (bytes[from] != '{' || first.begun().length > 0);
            in.skip(bytes, from);
            in.negotiates(isPerson);
        }
        in.read(bytes, from, bytes.length);
    }

    @Override
    public void end() {
        in.end();
        out.end();
    }

    private int lineIn(byte[] line, int length, ByteSpans spans) {
        if (isPerson) {
            PersonLines.in(line, length, spans);
            return 0;
        }
        json(Direction.IN, line, length, spans);
        return isVersion2 ? rawIn(new String(line, 0, length, StandardCharsets.UTF_8)) : 0;
    }

    private static int rawIn(String line) {
        try {
            return JsonCommands.rawBytes(line);
        } catch (Refusal refusal) {
            // The lab closes the connection.
            return 0;
        }
    }

    private int lineOut(byte[] line, int length, ByteSpans spans) {
        if (isPerson) {
            ByteClass rest = PersonLines.out(line, length, spans);
            if (rest != null) {
                spans.add(first(rest, line[0] == '*'), length);
            }
        } else {
            json(Direction.OUT, line, length, spans);
            if (!isLoggedIn) {
                readHello(new String(line, 0, length, StandardCharsets.UTF_8));
            } else if (isVersion2) {
                return rawOut(new String(line, 0, length, StandardCharsets.UTF_8));
            }
        }
        return 0;
    }

    /// The number of bytes that follow a message. Within a string of JSON the quotes would be
    /// escaped.
    private static int rawOut(String line) {
        int at = line.startsWith(MESSAGE) ? line.indexOf(BYTES) : -1;
        int bytes = 0;
        for (int i = at + BYTES.length(); at >= 0 && Character.isDigit(line.charAt(i)); i++) {
            bytes = 10 * bytes + Character.digit(line.charAt(i), 10);
        }
        return bytes;
    }

    /// Reads which version a program uses (rule B2).
    private void readHello(String line) {
        isLoggedIn = line.startsWith(HELLO);
        if (isLoggedIn && line.contains(IN_VERSION_2)) {
            isVersion2 = true;
            in.limit(ProtocolVersion.V2.maxCommandBytes());
        }
    }

    /// A person's first line from the lab is the greeting, and the first `ok` the log-in.
    private ByteClass first(ByteClass rest, boolean isShown) {
        if (isShown && !isGreeted) {
            isGreeted = true;
            return ByteClass.HANDSHAKE;
        }
        if (rest == ByteClass.ACKNOWLEDGEMENT && !isLoggedIn) {
            isLoggedIn = true;
            return ByteClass.HANDSHAKE;
        }
        return rest;
    }

    private static void json(Direction direction, byte[] line, int length, ByteSpans spans) {
        if (new String(line, 0, length, StandardCharsets.ISO_8859_1).isBlank()) {
            spans.add(ByteClass.FRAMING, length);
        } else {
            JsonUnit.read(direction, line, 0, length, spans);
        }
    }
}
