package dev.wirelab.load.link;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The packet counters of a link in a file that the engine and the runs share as memory: a run
/// reads them at the moment at which it reads the lab's meters. The engine has one thread per
/// direction, and each writes its own counters.
public final class PacketCounters {
    private static final int FIELDS = 4;
    private static final int PACKETS = 0;
    private static final int BYTES = 1;
    private static final int LOST = 2;
    private static final int OVERFLOWED = 3;
    private static final long SIZE = 2L * FIELDS * Long.BYTES;
    private static final VarHandle CELL = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment memory;

    private PacketCounters(MemorySegment memory) {
        this.memory = memory;
    }

    /// The counters of a link; null if its engine has none.
    public static @Nullable PacketCounters of(@Nullable LinkAccess link) {
        if (link == null || link.counters() == null) {
            return null;
        }
        try {
            return open(Path.of(link.counters()));
        } catch (IOException e) {
            return null;
        }
    }

    /// Opens the file, which is made if there is none.
    public static PacketCounters open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE)) {
            return new PacketCounters(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto()));
        }
    }

    /// Counts a packet that enters.
    ///
    /// @param due what [LinkQueue#enter] has decided
    public void count(boolean up, int bytes, long due) {
        add(up, PACKETS, 1);
        add(up, BYTES, bytes);
        if (due == LinkQueue.LOST) {
            add(up, LOST, 1);
        } else if (due == LinkQueue.OVERFLOW) {
            add(up, OVERFLOWED, 1);
        }
    }

    /// Sets all to 0.
    public void clear() {
        for (int field = 0; field < FIELDS; field++) {
            CELL.setVolatile(memory, at(true, field), 0L);
            CELL.setVolatile(memory, at(false, field), 0L);
        }
    }

    /// The current values.
    public IpTraffic read() {
        return new IpTraffic(
                get(true, PACKETS),
                get(true, BYTES),
                get(false, PACKETS),
                get(false, BYTES),
                get(true, LOST) + get(false, LOST),
                get(true, OVERFLOWED) + get(false, OVERFLOWED));
    }

    private void add(boolean up, int field, long amount) {
        CELL.setVolatile(memory, at(up, field), get(up, field) + amount);
    }

    private long get(boolean up, int field) {
        return (long) CELL.getVolatile(memory, at(up, field));
    }

    private static long at(boolean up, int field) {
        return (long) ((up ? 0 : FIELDS) + field) * Long.BYTES;
    }
}
