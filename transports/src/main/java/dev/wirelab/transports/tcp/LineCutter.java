package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.TrafficUnit;
import dev.wirelab.transports.ledger.TrafficUnitFactory;
import java.util.function.Consumer;

/// Cuts one direction of a connection into lines, each a unit, ended by LF or CR LF. Telnet's
/// negotiation (RFC 854, RFC 855) stands between the bytes of a line and belongs to none.
final class LineCutter {
    private static final byte IAC = (byte) 255;
    private static final int WILL = 251;
    private static final int SUBNEGOTIATION_BEGINS = 250;
    private static final int SUBNEGOTIATION_ENDS = 240;

    /// Says what the bytes of a line are.
    interface Meaning {
        /// Reads one line.
        ///
        /// @param line begins with the line, without its end
        /// @param length of the line, at least 1
        /// @param spans where its runs are added
        void read(byte[] line, int length, ByteSpans spans);
    }

    private enum Telnet {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private final Direction direction;
    private final int maxLine;
    private final Meaning meaning;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private Telnet telnet = Telnet.TEXT;
    private boolean negotiates;
    private boolean isLost;
    private TrafficUnit unit;
    private int lineBytes;

    /// @param maxLine a longer line, its end not included, and all after it is unreadable
    LineCutter(
            Direction direction,
            int maxLine,
            Meaning meaning,
            TrafficUnitFactory units,
            Consumer<TrafficUnit> settled) {
        this.direction = direction;
        this.maxLine = maxLine;
        this.meaning = meaning;
        this.units = units;
        this.settled = settled;
        this.unit = units.make(direction);
    }

    /// Whether telnet's negotiation is looked for.
    void negotiates(boolean value) {
        negotiates = value;
    }

    /// Where the first byte is that is not telnet's, or -1. Reads nothing.
    int firstText(byte[] bytes) {
        Telnet state = telnet;
        for (int at = 0; at < bytes.length; at++) {
            Telnet next = after(state, bytes[at]);
            if (state == Telnet.TEXT && next == Telnet.TEXT) {
                return at;
            }
            state = next;
        }
        return -1;
    }

    /// Whether the next byte begins a line.
    boolean isAtStart() {
        return !isLost && unit.isEmpty();
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isLost) {
            if (negotiates && (telnet != Telnet.TEXT || bytes[at] == IAC)) {
                telnet = after(telnet, bytes[at]);
                unit.add(ByteClass.FRAMING, bytes, at++, 1);
                continue;
            }
            int end = at;
            while (end < to && bytes[end] != '\n' && !(negotiates && bytes[end] == IAC)) {
                end++;
            }
            unit.addContent(bytes, at, end - at, null, 0);
            lineBytes += end - at;
            at = end;
            if (lineBytes > maxLine + 1) {
                lose();
            } else if (at < to && bytes[at] == '\n') {
                endLine(bytes, at++);
            }
        }
        if (isLost) {
            unit.add(ByteClass.UNREADABLE, bytes, at, to - at);
            settle();
        }
    }

    private void lose() {
        isLost = true;
        unit.giveUp();
    }

    private void endLine(byte[] bytes, int at) {
        lineBytes = 0;
        byte[] line = unit.content();
        int length = line.length;
        if (!unit.isGivenUp() && length > 0) {
            boolean hasReturn = line[length - 1] == '\r';
            length -= hasReturn ? 1 : 0;
            ByteSpans spans = new ByteSpans();
            if (length > maxLine) {
                spans.add(ByteClass.UNREADABLE, length);
                isLost = true;
            } else if (length > 0) {
                meaning.read(line, length, spans);
            }
            spans.add(ByteClass.FRAMING, hasReturn ? 1 : 0);
            unit.resolve(spans);
        }
        unit.add(ByteClass.FRAMING, bytes, at, 1);
        settle();
    }

    /// Settles what is unfinished; what still comes begins a line.
    void end() {
        unit.giveUp();
        settle();
        lineBytes = 0;
    }

    private void settle() {
        if (!unit.isEmpty()) {
            settled.accept(unit);
        }
        unit = units.make(direction);
    }

    private static Telnet after(Telnet state, byte b) {
        int value = b & 0xff;
        return switch (state) {
            case TEXT -> b == IAC ? Telnet.COMMAND : Telnet.TEXT;
            case COMMAND ->
                    value == SUBNEGOTIATION_BEGINS
                            ? Telnet.SUBNEGOTIATION
                            : value >= WILL && b != IAC ? Telnet.OPTION : Telnet.TEXT;
            case OPTION -> Telnet.TEXT;
            case SUBNEGOTIATION -> b == IAC ? Telnet.SUBNEGOTIATION_COMMAND : Telnet.SUBNEGOTIATION;
            case SUBNEGOTIATION_COMMAND ->
                    value == SUBNEGOTIATION_ENDS ? Telnet.TEXT : Telnet.SUBNEGOTIATION;
        };
    }
}
