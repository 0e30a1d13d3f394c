package dev.wirelab.load.link.tun;

import dev.wirelab.load.link.Launcher;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkAccess;
import dev.wirelab.load.link.LinkException;
import dev.wirelab.load.link.LinkQueue;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.link.PacketCounters;
import dev.wirelab.load.link.SelfTest;
import dev.wirelab.load.link.proxy.TcpProxy;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A link of IP packets: two TUN devices, one in the namespace of this process, where the lab runs,
/// and one in another, where clients run. To be opened in a [LinkNamespace].
public final class TunLink implements OpenLink {
    /// The engine's name.
    public static final String ENGINE = "tun";

    private static final int BACKLOG = 50;

    private final FarSide side;
    private final TunDevice near;
    private final TunDevice far;
    private final PacketLine up;
    private final PacketLine down;
    private final Path file;
    private final LinkReport report;
    private @Nullable TcpProxy control;

    private TunLink(
            FarSide side,
            TunDevice near,
            TunDevice far,
            Link link,
            Path file,
            String congestionControl)
            throws LinkException, IOException, InterruptedException {
        this.side = side;
        this.near = near;
        this.far = far;
        this.file = file;
        PacketCounters counters = PacketCounters.open(file);
        Flows flows = new Flows(link);
        Link faultless = link.faultless();
        long now = System.nanoTime();
        this.up =
                new PacketLine(
                        true, far, near, new LinkQueue(faultless, true, now), counters, flows);
        this.down =
                new PacketLine(
                        false, near, far, new LinkQueue(faultless, false, now), counters, flows);
        up.start();
        down.start();
        String congestion = CongestionControl.set(congestionControl, side);
        this.report =
                SelfTest.execute(link, new DatagramProbe(link, side), true, ENGINE, congestion);
        long opened = System.nanoTime();
        up.use(new LinkQueue(link, true, opened));
        down.use(new LinkQueue(link, false, opened));
        counters.clear();
    }

    /// Opens a link after a self-test.
    ///
    /// The process should open no other one: the devices have fixed names.
    ///
    /// @param folder an existing folder for the file of its counters
    /// @param congestionControl of TCP at both ends, such as `cubic`; empty: cubic, where this
    ///   machine has it
    /// @throws LinkException if the congestion control is not available
    public static TunLink open(Link link, Path folder, String congestionControl)
            throws LinkException, IOException, InterruptedException {
        LinkNamespace.prepare();
        FarSide side = FarSide.open();
        TunDevice near = TunDevice.open("wirelab0", IpPacket.NEAR);
        TunDevice far = side.call(() -> TunDevice.open("wirelab1", IpPacket.FAR));
        Path file = Files.createTempFile(folder, "link-", ".counters");
        return new TunLink(side, near, far, link, file, congestionControl);
    }

    @Override
    public LinkReport report() {
        return report;
    }

    @Override
    public synchronized Target far(Target lab) throws IOException {
        if (control == null) {
            control = TcpProxy.relay(listener(), address(lab));
        }
        String host = text(IpPacket.NEAR);
        Target.Secure tls = lab.tls();
        return new Target(
                at(host, address(lab).getPort()),
                at(host, lab.endpoints()),
                lab.key(),
                tls == null
                        ? null
                        : new Target.Secure(
                                "https://" + host + ":" + URI.create(tls.http()).getPort(),
                                at(host, tls.endpoints())),
                lab.accessCode());
    }

    private static Map<String, Target.Endpoint> at(String host, Map<String, Target.Endpoint> near) {
        Map<String, Target.Endpoint> endpoints = new HashMap<>();
        near.forEach(
                (id, endpoint) -> endpoints.put(id, new Target.Endpoint(host, endpoint.port())));
        return endpoints;
    }

    /// At the clients' end: a lab shows its meters to its own machine only.
    private ServerSocket listener() throws IOException {
        try {
            return side.call(() -> new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the link was opened");
        }
    }

    private static InetSocketAddress address(Target lab) {
        URI http = URI.create(lab.http());
        return new InetSocketAddress(http.getHost(), http.getPort());
    }

    @Override
    public synchronized LinkAccess access(Target lab) {
        TcpProxy relay = Objects.requireNonNull(control, "far() comes first");
        return new LinkAccess(
                at("127.0.0.1", relay.address().getPort()), file.toAbsolutePath().toString());
    }

    private static String at(String host, int port) {
        return "http://%s:%d".formatted(host, port);
    }

    private static String text(byte[] address) {
        return "%d.%d.%d.%d".formatted(address[0], address[1], address[2], address[3]);
    }

    /// The clients' end.
    FarSide side() {
        return side;
    }

    @Override
    public Launcher clients() {
        return builder -> {
            try {
                return side.call(builder::start);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a process was started");
            }
        };
    }

    @Override
    public synchronized void close() {
        if (control != null) {
            control.close();
        }
        up.end();
        down.end();
        try {
            up.join();
            down.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        near.close();
        far.close();
        side.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It is a small file beside the results.
        }
    }
}
