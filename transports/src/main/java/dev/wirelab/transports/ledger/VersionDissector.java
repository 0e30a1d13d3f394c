package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Dissects a connection whose first bytes tell the version of HTTP. With HTTP/2 it is passed what
/// belongs to no stream, which is `h2`.
final class VersionDissector implements Dissector {
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Dissector.Factory http1;
    private final TrafficUnitFactory units;
    private final Consumer<TrafficUnit> settled;
    private ByteArrayOutputStream first = new ByteArrayOutputStream(0);
    private @Nullable Dissector chosen;

    VersionDissector(
            Dissector.Factory http1, TrafficUnitFactory units, Consumer<TrafficUnit> settled) {
        this.http1 = http1;
        this.units = units;
        this.settled = settled;
    }

    @Override
    public void dissect(Direction direction, byte[] bytes) {
        if (chosen != null) {
            chosen.dissect(direction, bytes);
            return;
        }
        byte[] all = bytes;
        if (direction == Direction.IN) {
            first.writeBytes(bytes);
            all = first.toByteArray();
            int compared = Math.min(all.length, PREFACE.length);
            boolean isPreface = Arrays.equals(all, 0, compared, PREFACE, 0, compared);
            if (isPreface && compared < PREFACE.length) {
                return;
            }
            first = new ByteArrayOutputStream(0);
            chosen = isPreface ? new Control() : http1.make(units, settled);
            chosen.dissect(direction, all);
        } else {
            unit(ByteClass.UNREADABLE, direction, all);
        }
    }

    private void unit(ByteClass byteClass, Direction direction, byte[] bytes) {
        TrafficUnit unit = units.make(direction);
        unit.add(byteClass, bytes, 0, bytes.length);
        settled.accept(unit);
    }

    @Override
    public void end() {
        if (chosen != null) {
            chosen.end();
        } else if (first.size() > 0) {
            byte[] rest = first.toByteArray();
            first = new ByteArrayOutputStream(0);
            unit(ByteClass.UNREADABLE, Direction.IN, rest);
        }
    }

    @Override
    public boolean isAtMessage() {
        return chosen != null && chosen.isAtMessage();
    }

    @Override
    public boolean isLasting() {
        return chosen != null && chosen.isLasting();
    }

    /// What belongs to no stream.
    private final class Control implements Dissector {
        @Override
        public void dissect(Direction direction, byte[] bytes) {
            unit(ByteClass.H2, direction, bytes);
        }

        @Override
        public void end() {}

        @Override
        public boolean isAtMessage() {
            return false;
        }

        @Override
        public boolean isLasting() {
            return false;
        }
    }
}
