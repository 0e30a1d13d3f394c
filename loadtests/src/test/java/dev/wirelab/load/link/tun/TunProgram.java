package dev.wirelab.load.link.tun;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.IpTraffic;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkParser;
import dev.wirelab.load.link.PacketCounters;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Opens a TUN link in a namespace, and prints what TCP does over it: a line `NAME VALUE` each.
/// Arguments: the link, a folder, the congestion control or nothing, what to do.
final class TunProgram {
    private static final int BYTES = 256 * 1024;
    private static final PrintStream OUT = System.out;

    private TunProgram() {}

    public static void main(String[] args) throws Exception {
        if (!LinkNamespace.isInside()) {
            LinkNamespace.enter(TunProgram.class, Arrays.asList(args));
        }
        Link link = LinkParser.parse(args[0]);
        String congestion = args.length > 3 ? args[3] : "";
        try (TunLink open = TunLink.open(link, Path.of(args[1]), congestion)) {
            OUT.println("report " + open.report().sentence());
            switch (args[2]) {
                case "transfer" -> transfer(open);
                case "child" -> child(open);
                case "cut" -> cut(open);
                default -> OUT.println("ready");
            }
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getByAddress(IpPacket.NEAR));
    }

    private static Socket connect(TunLink open, ServerSocket server)
            throws IOException, InterruptedException {
        Socket client =
                open.side()
                        .call(() -> {
                            Socket made = new Socket();
                            made.bind(
                                    new InetSocketAddress(
                                            InetAddress.getByAddress(IpPacket.FAR), 0));
                            return made;
                        });
        client.connect(server.getLocalSocketAddress());
        return client;
    }

    private static void transfer(TunLink open) throws Exception {
        Target lab = new Target("http://127.0.0.1:1", Map.of());
        open.far(lab);
        PacketCounters counters = Objects.requireNonNull(PacketCounters.of(open.access(lab)));
        try (ServerSocket server = server()) {
            Thread.ofVirtual().start(() -> write(server));
            long start = System.nanoTime();
            try (Socket client = connect(open, server)) {
                OUT.println("connectMicros " + (System.nanoTime() - start) / 1_000);
                InputStream in = client.getInputStream();
                int received = in.readAllBytes().length;
                OUT.println("transferMicros " + (System.nanoTime() - start) / 1_000);
                OUT.println("received " + received);
            }
        }
        IpTraffic traffic = counters.read();
        OUT.println("bytesDown " + traffic.bytesDown());
        OUT.println("packetsDown " + traffic.packetsDown());
        OUT.println("packetsUp " + traffic.packetsUp());
        OUT.println("lost " + traffic.lost());
    }

    private static void write(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream().write(new byte[BYTES]);
        } catch (IOException e) {
            OUT.println("failed " + e);
        }
    }

    /// Starts a process at the clients' end and holds.
    private static void child(TunLink open) throws Exception {
        open.clients()
                .start(
                        new ProcessBuilder(
                                        Arrays.asList(
                                                "setpriv",
                                                "--pdeathsig",
                                                "KILL",
                                                "--",
                                                "sh",
                                                "-c",
                                                "cat /proc/net/dev; exec sleep 600"))
                                .inheritIO());
        List<String> guard = LinkNamespace.guard();
        OUT.println("ready " + guard.size());
        OUT.flush();
        Thread.currentThread().join();
    }

    private static void cut(TunLink open) throws Exception {
        try (ServerSocket server = server();
                Socket client = connect(open, server);
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            OUT.println("before " + accepted.getInputStream().read());
            MonotonicTime.pause(Duration.ofMillis(400)); // Past the cut.
            client.getOutputStream().write(2);
            try {
                client.setSoTimeout(10_000);
                OUT.println("after " + client.getInputStream().read());
            } catch (IOException e) {
                OUT.println("after " + e.getMessage());
            }
        }
    }
}
