package dev.wirelab.transports.tcp;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.ledger.ByteSpans;
import dev.wirelab.transports.ledger.TrafficUnit;
import dev.wirelab.transports.ledger.TrafficUnitFactory;
import java.util.function.Consumer;

/// Splits one direction of a connection into lines, ended by LF or CR LF, those of a person also by
/// CR NUL. Each line is a unit, together with the payload that may follow it. Telnet's negotiation
/// (RFC 854, RFC 855) may occur between any two bytes and is not content of the line.
final class LineSplitter {
    private static final byte IAC = (byte) 255;
    private static final int WILL = 251;
    private static final int SUBNEGOTIATION_BEGINS = 250;
    private static final int SUBNEGOTIATION_ENDS = 240;

    /// Classifies the bytes of a line.
    interface Classifier {
        /// Classifies one line.
        ///
        /// @param line an array that begins with the line
        /// @param length the length of the line without its end, at least 1
        /// @param spans receives the runs
        /// @return the number of bytes of payload that follow the end of the line; 0 if a line does
        int read(byte[] line, int length, ByteSpans spans);
    }

    private enum Telnet {
        TEXT,
        COMMAND,
        OPTION,
        SUBNEGOTIATION,
        SUBNEGOTIATION_COMMAND
    }

    private final Direction direction;
    private int maxLine;
    private final Classifier classifier;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private Telnet telnet = Telnet.TEXT;
    private boolean negotiates;
    private boolean isLost;
    private TrafficUnit unit;
    private int lineBytes;
    private byte last;
    private int payload;

    /// @param maxLine the longest line in bytes, without its end; a longer line and all bytes after
    ///   it are unreadable
    LineSplitter(
            Direction direction,
            int maxLine,
            Classifier classifier,
            TrafficUnitFactory units,
            Consumer<TrafficUnit> settled) {
        this.direction = direction;
        this.maxLine = maxLine;
        this.classifier = classifier;
        this.units = units;
        this.settled = settled;
        this.unit = units.make(direction);
    }

    /// Sets the longest line.
    void limit(int bytes) {
        maxLine = bytes;
    }

    /// Sets whether telnet's negotiation is recognised.
    void negotiates(boolean value) {
        negotiates = value;
    }

    /// Reads bytes before the first line that are not content of a line.
    void skip(byte[] bytes, int to) {
        for (int at = 0; at < to; at++) {
            telnet = after(telnet, bytes[at]);
        }
        unit.add(ByteClass.FRAMING, bytes, 0, to);
    }

    /// Whether the next byte begins a line.
    boolean isAtStart() {
        return !isLost && unit.isEmpty();
    }

    void read(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !isLost) {
            if (payload > 0) {
                int part = Math.min(payload, to - at);
                unit.add(ByteClass.PAYLOAD, bytes, at, part);
                payload -= part;
                at += part;
                if (payload == 0) {
                    settle();
                }
                continue;
            }
            if (negotiates && (telnet != Telnet.TEXT || bytes[at] == IAC)) {
                telnet = after(telnet, bytes[at]);
                unit.add(ByteClass.FRAMING, bytes, at++, 1);
                continue;
            }
            int end = at;
            while (end < to && !isLineEnd(bytes[end]) && !(negotiates && bytes[end] == IAC)) {
                last = bytes[end];
                end++;
            }
            unit.addContent(bytes, at, end - at, null, 0);
            lineBytes += end - at;
            at = end;
            if (lineBytes > maxLine + 1) {
                lose();
            } else if (at < to && isLineEnd(bytes[at])) {
                last = 0;
                endLine(bytes, at++);
            }
        }
        if (isLost) {
            unit.add(ByteClass.UNREADABLE, bytes, at, to - at);
            settle();
        }
    }

    /// Whether a byte ends a line: LF, and NUL after the CR of a person.
    private boolean isLineEnd(byte b) {
        return b == '\n' || (b == 0 && negotiates && last == '\r');
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
                payload = classifier.read(line, length, spans);
            }
            spans.add(ByteClass.FRAMING, hasReturn ? 1 : 0);
            unit.resolve(spans);
        }
        unit.add(ByteClass.FRAMING, bytes, at, 1);
        if (payload == 0) {
            settle();
        }
    }

    /// Settles the unfinished line; a further byte begins a new one.
    void end() {
        unit.giveUp();
        settle();
        lineBytes = 0;
        payload = 0;
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
