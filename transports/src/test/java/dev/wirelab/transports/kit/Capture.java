package dev.wirelab.transports.kit;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A packet capture of the loopback interface by tcpdump, from which the bytes of TCP payload are
/// taken by sequence numbers (RFC 9293 §3.4), so that a retransmission counts once.
final class Capture implements AutoCloseable {
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET_HEADER = 14;
    private static final int SYN = 0x02;

    /// Payload at one of the lab's ports.
    record Payload(long in, long out) {}

    /// One direction of one connection.
    private static final class Stream {
        private long first = -1;
        private long next = -1;
    }

    private final @Nullable Process process;
    private final String problem;
    private final int[] ports;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Thread reader;
    private final StringBuilder said = new StringBuilder();

    private Capture(@Nullable Process process, String problem, int... ports) {
        this.process = process;
        this.problem = problem;
        this.ports = ports;
        this.reader = Thread.ofPlatform().daemon().name("capture").unstarted(this::read);
    }

    /// Begins to capture, if that is possible here.
    static Capture start(int... ports) {
        StringBuilder filter = new StringBuilder();
        for (int port : ports) {
            filter.append(filter.isEmpty() ? "" : " or ").append("tcp port ").append(port);
        }
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    "tcpdump",
                                    "-i",
                                    "lo",
                                    "-U",
                                    "--immediate-mode",
                                    "-B",
                                    "16384",
                                    "-s",
                                    "128",
                                    "-w",
                                    "-",
                                    filter.toString())
                            .start();
        } catch (IOException e) {
            return new Capture(null, "no packet capture here: " + e.getMessage(), ports);
        }
        // The first line on its standard error: "listening on lo …", or why not.
        try {
            BufferedReader errors = process.errorReader();
            StringBuilder lines = new StringBuilder();
            String line = errors.readLine();
            while (line != null && !line.contains("listening on")) {
                lines.append(line).append(' ');
                line = errors.readLine();
            }
            if (line == null) {
                return new Capture(null, "packets may not be captured here: " + lines, ports);
            }
            Capture capture = new Capture(process, "", ports);
            capture.reader.start();
            return capture;
        } catch (IOException e) {
            process.destroy();
            return new Capture(null, "no packet capture here: " + e.getMessage(), ports);
        }
    }

    boolean isRunning() {
        return process != null;
    }

    /// Why there is no capture.
    String problem() {
        return problem;
    }

    private void read() {
        try {
            if (process != null) {
                process.getInputStream().transferTo(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends the capture.
    ///
    /// @return the payload at each of the ports
    Map<Integer, Payload> end() throws InterruptedException, IOException {
        if (process == null) {
            return Map.of();
        }
        // Not Process.destroy, which would close the streams that are still to be read.
        process.toHandle().destroy();
        process.waitFor(10, TimeUnit.SECONDS);
        reader.join();
        said.append(process.errorReader().lines().collect(Collectors.joining("; ")));
        if (!said.toString().contains("0 packets dropped by kernel")) {
            throw new AssertionError("the capture is not whole: " + said);
        }
        return parse(file.toByteArray());
    }

    private Map<Integer, Payload> parse(byte[] bytes) {
        Map<String, Stream> streams = new HashMap<>();
        ByteBuffer pcap = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= bytes.length) {
            int length = pcap.getInt(at + 8);
            packet(ByteBuffer.wrap(bytes, at + RECORD_HEADER, length).slice(), streams);
            at += RECORD_HEADER + length;
        }
        Map<Integer, Payload> payloads = new HashMap<>();
        for (int port : ports) {
            payloads.put(port, new Payload(sum(streams, ">" + port), sum(streams, "<" + port)));
        }
        return payloads;
    }

    private static long sum(Map<String, Stream> streams, String end) {
        return streams.entrySet().stream()
                .filter(stream -> stream.getKey().endsWith(end))
                .mapToLong(
                        stream -> (stream.getValue().next - stream.getValue().first) & 0xffffffffL)
                .sum();
    }

    private void packet(ByteBuffer frame, Map<String, Stream> streams) {
        int ip = ETHERNET_HEADER;
        boolean isV6 = (frame.get(ip) >> 4) == 6;
        int tcp = ip + (isV6 ? 40 : 4 * (frame.get(ip) & 0x0f));
        int end = ip + (isV6 ? 40 + frame.getShort(ip + 4) : frame.getShort(ip + 2) & 0xffff);
        int from = frame.getShort(tcp) & 0xffff;
        int to = frame.getShort(tcp + 2) & 0xffff;
        long sequence = frame.getInt(tcp + 4) & 0xffffffffL;
        int payload = end - tcp - 4 * (frame.get(tcp + 12) >> 4 & 0x0f);
        boolean isSyn = (frame.get(tcp + 13) & SYN) != 0;
        Stream stream = streams.computeIfAbsent(key(from, to), _ -> new Stream());
        if (isSyn) {
            stream.first = sequence + 1;
            stream.next = sequence + 1;
        } else if (payload > 0) {
            long after = sequence + payload & 0xffffffffL;
            // Sequence numbers wrap around: what is ahead is less than half of them away.
            if ((int) (after - stream.next) > 0) {
                stream.next = after;
            }
        }
    }

    /// The client's port, and the lab's behind `>` to it or `<` from it.
    private String key(int from, int to) {
        for (int port : ports) {
            if (to == port) {
                return from + ">" + port;
            }
        }
        return to + "<" + from;
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroy();
        }
    }
}
