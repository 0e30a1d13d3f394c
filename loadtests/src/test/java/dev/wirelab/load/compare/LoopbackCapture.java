package dev.wirelab.load.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A packet capture of the loopback interface by tcpdump: which bytes passed, and when.
final class LoopbackCapture implements AutoCloseable {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET_HEADER = 14;
    private static final int SNAP = 128;
    private static final int WHOLE_SECONDS = 10;

    private final Process process;
    private final Path file;
    private final Path said;
    private final Set<Integer> ports;

    /// One direction of a connection.
    ///
    /// @param port the lab's
    /// @param client the port of its peer
    /// @param up whether it goes to the lab
    record Stream(int port, int client, boolean up) {}

    /// A segment with payload.
    ///
    /// @param micros when it passed
    /// @param sequence of its first byte (RFC 9293 §3.4)
    /// @param length of its payload
    /// @param text how its payload begins
    record Segment(long micros, Stream stream, int sequence, int length, String text) {
        /// The sequence number after its last byte.
        int end() {
            return sequence + length;
        }
    }

    private LoopbackCapture(Process process, Path file, Path said, Set<Integer> ports) {
        this.process = process;
        this.file = file;
        this.said = said;
        this.ports = ports;
    }

    /// Begins to capture what goes to the lab's ports and comes from them.
    ///
    /// @param folder gets the packets and what tcpdump says
    /// @throws Impossible with the reason, if it cannot be done here
    static LoopbackCapture start(Path folder, Set<Integer> ports)
            throws IOException, InterruptedException, Impossible {
        Path file = folder.resolve("lo.pcap");
        Path said = folder.resolve("tcpdump.log");
        ProcessBuilder tcpdump =
                new ProcessBuilder(
                        "tcpdump",
                        "-i",
                        "lo",
                        "-U",
                        "--immediate-mode",
                        "-B",
                        "16384",
                        "-s",
                        Integer.toString(SNAP),
                        "-w",
                        file.toString(),
                        ports.stream()
                                .map(port -> "tcp port " + port)
                                .collect(Collectors.joining(" or ")));
        Process process;
        try {
            process = tcpdump.redirectError(said.toFile()).start();
        } catch (IOException e) {
            throw new Impossible("no packet capture here: " + e.getMessage());
        }
        LoopbackCapture capture = new LoopbackCapture(process, file, said, ports);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WHOLE_SECONDS);
        while (!Files.readString(said).contains("listening on")) {
            boolean over = process.waitFor(20, TimeUnit.MILLISECONDS);
            if (over || System.nanoTime() > deadline) {
                capture.close();
                throw new Impossible(
                        "packets may not be captured here: " + Files.readString(said).strip());
            }
        }
        return capture;
    }

    /// Ends it.
    ///
    /// @return what passed, in its order
    List<Segment> end() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(WHOLE_SECONDS, TimeUnit.SECONDS)
                || !Files.readString(said).contains("0 packets dropped by kernel")) {
            throw new AssertionError("the capture is not whole: " + Files.readString(said));
        }
        ByteBuffer pcap = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
        List<Segment> segments = new ArrayList<>();
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= pcap.capacity()) {
            long micros = pcap.getInt(at) * 1_000_000L + pcap.getInt(at + 4);
            int length = pcap.getInt(at + 8);
            segment(micros, pcap.slice(at + RECORD_HEADER, length)).ifPresent(segments::add);
            at += RECORD_HEADER + length;
        }
        return segments;
    }

    private Optional<Segment> segment(long micros, ByteBuffer frame) {
        int ip = ETHERNET_HEADER;
        boolean isV6 = (frame.get(ip) >> 4) == 6;
        int tcp = ip + (isV6 ? 40 : 4 * (frame.get(ip) & 0x0f));
        int end = ip + (isV6 ? 40 + frame.getShort(ip + 4) : frame.getShort(ip + 2) & 0xffff);
        int from = frame.getShort(tcp) & 0xffff;
        int to = frame.getShort(tcp + 2) & 0xffff;
        int payload = tcp + 4 * (frame.get(tcp + 12) >> 4 & 0x0f);
        if (payload == end) {
            return Optional.empty();
        }
        byte[] begins = new byte[Math.max(0, Math.min(frame.capacity(), end) - payload)];
        frame.get(payload, begins);
        boolean up = ports.contains(to);
        return Optional.of(
                new Segment(
                        micros,
                        new Stream(up ? to : from, up ? from : to, up),
                        frame.getInt(tcp + 4),
                        end - payload,
                        new String(begins, StandardCharsets.ISO_8859_1)));
    }

    @Override
    public void close() {
        process.destroy();
    }

    /// Why nothing can be captured.
    static final class Impossible extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        Impossible(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }
}
