package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;

/// Reads what Linux reports about a process, from known texts and for this process. Socket buffers
/// and slab memory are those of the whole machine, so the live tests change them by a large amount
/// and repeat three times.
@Isolated("measures")
final class ProcessSnapshotTest {
    private static final int LOOKS = 3;
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void valuesOfLinuxAreReadInBytes() {
        ProcessSnapshot process =
                ProcessSnapshot.read(
                        List.of(
                                "Name:\tjava",
                                "VmPeak:\t 9000000 kB",
                                "VmRSS:\t  116208 kB",
                                "Threads:\t34"),
                        52,
                        List.of(
                                "sockets: used 20237",
                                "TCP: inuse 7 orphan 0 tw 3825 alloc 20213 mem 94",
                                "UDP: inuse 3 mem 5"),
                        List.of("TCP6: inuse 2009", "UDP6: inuse 4"),
                        List.of(
                                "MemTotal:       24690304 kB",
                                "KReclaimable:     234376 kB",
                                "Slab:             270132 kB",
                                "SReclaimable:     234376 kB",
                                "SUnreclaim:        35756 kB"));

        assertThat(process)
                .isEqualTo(
                        new ProcessSnapshot(
                                116_208 * 1024L, 34, 52, 0, 94 * 4096L, 2016, 270_132 * 1024L));
        assertThat(process.withHeap(7).heapBytes()).isEqualTo(7);
        assertThat(process.withHeap(7).slabBytes()).isEqualTo(process.slabBytes());
    }

    @Test
    void missingValuesAreEmpty() {
        assertThat(ProcessSnapshot.read(List.of(), 0, List.of(), List.of(), List.of()))
                .isEqualTo(new ProcessSnapshot(0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void bytesThatNobodyReadsAreInTheSocketBuffers() throws IOException {
        List<Long> grown = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            try (Pairs pairs = new Pairs()) {
                long before = here().socketBytes();
                long unread = 0;
                for (int i = 0; i < 20; i++) {
                    unread += fill(pairs.open());
                }
                assertThat(unread).isGreaterThan(8 * MEBIBYTE);
                grown.add(here().socketBytes() - before - unread / 2);
            }
        }
        assertThat(grown).as("beyond half of what was written").anyMatch(bytes -> bytes > 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void idleSocketsAreInTheSlabMemoryAndNotInTheBuffers() throws IOException {
        int connections = 1_000;
        List<Long> slab = new ArrayList<>();
        List<Long> buffers = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            try (Pairs pairs = new Pairs()) {
                ProcessSnapshot before = here();
                for (int i = 0; i < connections; i++) {
                    pairs.open();
                }
                ProcessSnapshot after = here();
                assertThat(after.fileDescriptors() - before.fileDescriptors())
                        .isGreaterThanOrEqualTo(2 * connections);
                slab.add((after.slabBytes() - before.slabBytes()) / connections);
                buffers.add((after.socketBytes() - before.socketBytes()) / connections);
            }
        }
        // A socket, its inode, file and directory entry, at both ends: some 8,000 on Linux 6.18.
        assertThat(slab).anyMatch(bytes -> bytes > 3_000 && bytes < 30_000);
        assertThat(buffers).anyMatch(bytes -> bytes < 1_000);
    }

    private static ProcessSnapshot here() {
        return ProcessSnapshot.of(ProcessHandle.current().pid()).orElseThrow();
    }

    /// Writes until nothing more goes into the buffers of both ends.
    private static long fill(SocketChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MEBIBYTE);
        long written = 0;
        for (int more = 1; more > 0; written += more) {
            more = channel.write(bytes.clear());
        }
        return written;
    }

    /// Connections of this process with itself, as those of a lab and its readers.
    private static final class Pairs implements AutoCloseable {
        private final List<SocketChannel> ends = new ArrayList<>();
        private final Selector selector = Selector.open();
        private final ServerSocketChannel server =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

        Pairs() throws IOException {}

        /// One of the ends of a new one.
        SocketChannel open() throws IOException {
            SocketChannel one = SocketChannel.open(server.getLocalAddress());
            SocketChannel other = server.accept();
            for (SocketChannel end : List.of(one, other)) {
                end.configureBlocking(false);
                end.register(selector, SelectionKey.OP_READ);
                ends.add(end);
            }
            return one;
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel end : ends) {
                end.close();
            }
            server.close();
            selector.close();
        }
    }
}
