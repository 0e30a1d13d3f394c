package dev.wirelab.transports.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.lab.TransportTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a dissector made of a dialogue.
final class Reading {
    /// What the HTTP port speaks.
    static final Dissector.Factory HTTP =
            (units, settled) -> new HttpDissector(TransportTypes.exchanges(), units, settled);

    /// What the TCP port speaks.
    static final Dissector.Factory LINES =
            TransportTypes.ALL.stream()
                    .map(TransportType::dissection)
                    .filter(TransportType.Dissection.OnOwnPort.class::isInstance)
                    .map(TransportType.Dissection.OnOwnPort.class::cast)
                    .map(TransportType.Dissection.OnOwnPort::dissector)
                    .findFirst()
                    .orElseThrow();

    private final Map<Direction, ByteSpans> spans = new EnumMap<>(Direction.class);
    private final List<TrafficUnit> units = new ArrayList<>();
    private final Dissector dissector;
    private final Map<Direction, Long> seen = new EnumMap<>(Direction.class);

    Reading(Dissector.Factory protocol) {
        dissector =
                protocol.make(direction -> new TrafficUnit(direction, () -> true), this::settled);
        for (Direction direction : Direction.values()) {
            spans.put(direction, new ByteSpans());
            seen.put(direction, 0L);
        }
    }

    private void settled(TrafficUnit unit) {
        units.add(unit);
        ByteSpans all = of(unit.direction());
        ByteSpans more = unit.spans();
        for (int run = 0; run < more.count(); run++) {
            all.add(more.classOf(run), more.length(run));
        }
    }

    Reading in(String text) {
        return dissect(Direction.IN, text.getBytes(ISO_8859_1));
    }

    Reading out(String text) {
        return dissect(Direction.OUT, text.getBytes(ISO_8859_1));
    }

    Reading dissect(Direction direction, byte[] bytes) {
        seen.merge(direction, (long) bytes.length, Long::sum);
        dissector.dissect(direction, bytes);
        return this;
    }

    Reading end() {
        dissector.end();
        return this;
    }

    /// The runs of a direction, such as `request 40 envelope 12`.
    String in() {
        return of(Direction.IN).toString();
    }

    String out() {
        return of(Direction.OUT).toString();
    }

    ByteSpans of(Direction direction) {
        ByteSpans of = spans.get(direction);
        return of == null ? new ByteSpans() : of;
    }

    List<TrafficUnit> units() {
        return units;
    }

    /// The bytes shown of all units of a direction, one character a byte.
    String shown(Direction direction) {
        StringBuilder shown = new StringBuilder();
        units.stream()
                .filter(unit -> unit.direction() == direction)
                .forEach(unit -> shown.append(new String(unit.raw(), ISO_8859_1)));
        return shown.toString();
    }

    long bytes(Direction direction, ByteClass... lines) {
        long sum = 0;
        ByteSpans all = of(direction);
        for (int run = 0; run < all.count(); run++) {
            if (lines.length == 0 || Arrays.asList(lines).contains(all.classOf(run))) {
                sum += all.length(run);
            }
        }
        return sum;
    }

    long seen(Direction direction) {
        return seen.getOrDefault(direction, 0L);
    }

    /// A frame from a client.
    static byte[] masked(int bits, String payload) {
        byte[] plain = payload.getBytes(ISO_8859_1);
        byte[] key = {0x11, (byte) 0x92, 0x33, 0x54};
        byte[] frame = header(bits, plain.length, true);
        int start = frame.length;
        frame = Arrays.copyOf(frame, start + 4 + plain.length);
        System.arraycopy(key, 0, frame, start, 4);
        for (int i = 0; i < plain.length; i++) {
            frame[start + 4 + i] = (byte) (plain[i] ^ key[i & 3]);
        }
        return frame;
    }

    /// A frame from a server.
    static byte[] frame(int bits, String payload) {
        byte[] plain = payload.getBytes(ISO_8859_1);
        byte[] header = header(bits, plain.length, false);
        byte[] frame = Arrays.copyOf(header, header.length + plain.length);
        System.arraycopy(plain, 0, frame, header.length, plain.length);
        return frame;
    }

    private static byte[] header(int bits, int length, boolean masked) {
        int mask = masked ? 0x80 : 0;
        return length < 126
                ? new byte[] {(byte) bits, (byte) (mask | length)}
                : new byte[] {
                    (byte) bits, (byte) (mask | 126), (byte) (length >> 8), (byte) length
                };
    }
}
