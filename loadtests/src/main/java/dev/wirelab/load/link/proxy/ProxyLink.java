package dev.wirelab.load.link.proxy;

import dev.wirelab.load.link.Launcher;
import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkAccess;
import dev.wirelab.load.link.LinkException;
import dev.wirelab.load.link.LinkReport;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.link.SelfTest;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A link through TCP proxies on the loopback interface, one for each port of the lab. All
/// connections share the rate. It delays, limits, stalls and cuts streams of bytes; it has no
/// packets, so that it cannot lose or reorder any, does not delay a handshake, and leaves
/// congestion control to the loopback interface.
public final class ProxyLink implements OpenLink {
    /// The engine's name.
    public static final String ENGINE = "proxy";

    private final Link link;
    private final LinkReport report;
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final Map<InetSocketAddress, InetSocketAddress> entrances = new HashMap<>();
    private final Directions directions;

    private ProxyLink(Link link, LinkReport report) {
        this.link = link;
        this.report = report;
        this.directions = new Directions(link);
    }

    /// Opens a link after a self-test.
    ///
    /// @throws LinkException if the engine cannot emulate it
    public static ProxyLink open(Link link)
            throws LinkException, IOException, InterruptedException {
        if (link.needsPackets()) {
            throw new LinkException(
                    "engine proxy cannot lose or reorder packets: it forwards the bytes of TCP"
                            + " connections, and TCP repeats what is lost. Use --link-engine tun on"
                            + " Linux, or a link without loss");
        }
        SelfTest.Probe probe = new StreamProbe(new Directions(link.faultless()));
        return new ProxyLink(link, SelfTest.execute(link, probe, false, ENGINE, null));
    }

    @Override
    public LinkReport report() {
        return report;
    }

    @Override
    public synchronized Target far(Target lab) throws IOException {
        Target.Secure tls = lab.tls();
        return new Target(
                far(lab.http()),
                far(lab.endpoints()),
                lab.key(),
                tls == null ? null : new Target.Secure(far(tls.http()), far(tls.endpoints())),
                lab.accessCode());
    }

    private String far(String http) throws IOException {
        URI uri = URI.create(http);
        InetSocketAddress entrance = entrance(new InetSocketAddress(uri.getHost(), uri.getPort()));
        return "%s://%s:%d"
                .formatted(uri.getScheme(), entrance.getHostString(), entrance.getPort());
    }

    private Map<String, Target.Endpoint> far(Map<String, Target.Endpoint> near) throws IOException {
        Map<String, Target.Endpoint> endpoints = new HashMap<>();
        for (Map.Entry<String, Target.Endpoint> each : near.entrySet()) {
            Target.Endpoint own = each.getValue();
            InetSocketAddress other = entrance(new InetSocketAddress(own.host(), own.port()));
            endpoints.put(
                    each.getKey(), new Target.Endpoint(other.getHostString(), other.getPort()));
        }
        return endpoints;
    }

    private InetSocketAddress entrance(InetSocketAddress server) throws IOException {
        InetSocketAddress known = entrances.get(server);
        if (known != null) {
            return known;
        }
        TcpProxy proxy = new TcpProxy(server, link, directions);
        proxies.add(proxy);
        entrances.put(server, proxy.address());
        return proxy.address();
    }

    @Override
    public LinkAccess access(Target lab) {
        return new LinkAccess(lab.http(), null);
    }

    @Override
    public Launcher clients() {
        return Launcher.PLAIN;
    }

    @Override
    public synchronized void close() {
        proxies.forEach(TcpProxy::close);
    }
}
