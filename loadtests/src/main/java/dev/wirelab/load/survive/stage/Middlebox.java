package dev.wirelab.load.survive.stage;

import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.link.proxy.TcpProxy;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The proxy between a client and a lab: one port for each port of the lab.
public final class Middlebox implements AutoCloseable {
    private final TcpProxy http;
    private final Map<String, TcpProxy> others = new HashMap<>();

    /// Listens on free ports.
    ///
    /// @param stages makes one for each connection
    public Middlebox(Target lab, Supplier<Stage> stages) throws IOException {
        AtomicInteger turn = new AtomicInteger();
        http = TcpProxy.middlebox(address(lab.http()), turn, stages);
        try {
            for (Map.Entry<String, Target.Endpoint> each : lab.endpoints().entrySet()) {
                others.put(
                        each.getKey(), TcpProxy.middlebox(address(each.getValue()), turn, stages));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private static InetSocketAddress address(String http) {
        URI uri = URI.create(http);
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    private static InetSocketAddress address(Target.Endpoint endpoint) {
        return new InetSocketAddress(endpoint.host(), endpoint.port());
    }

    /// Where clients connect.
    public Target entrance() {
        Map<String, Target.Endpoint> endpoints = new HashMap<>();
        others.forEach((transport, proxy) -> {
            InetSocketAddress own = proxy.address();
            endpoints.put(transport, new Target.Endpoint(own.getHostString(), own.getPort()));
        });
        InetSocketAddress own = http.address();
        return new Target("http://%s:%d".formatted(own.getHostString(), own.getPort()), endpoints);
    }

    /// Forwards new connections to another lab.
    public void forwardTo(Target lab) {
        forwardTo(List.of(lab));
    }

    /// Forwards new connections to the nodes of a lab in turn, over all ports together; while there
    /// is none, closes them.
    public void forwardTo(List<Target> nodes) {
        http.forwardTo(nodes.stream().map(node -> address(node.http())).toList());
        others.forEach((transport, proxy) ->
                proxy.forwardTo(
                        nodes.stream().map(node -> address(node.endpoint(transport))).toList()));
    }

    /// Forwards nothing for a time.
    public void hold(Duration time) {
        all(proxy -> proxy.hold(time));
    }

    /// Forwards nothing on all existing connections any more, and notifies neither side.
    public void silence() {
        all(TcpProxy::silence);
    }

    /// Resets one of the present connections.
    ///
    /// @param choice any number; the same one chooses the same of as many
    public void resetOne(int choice) {
        one(choice, TcpProxy::reset);
    }

    /// One of the present connections carries nothing any more, and no side is notified.
    ///
    /// @param choice any number; the same one chooses the same of as many
    public void silenceOne(int choice) {
        one(choice, TcpProxy::silence);
    }

    /// Resets all present connections.
    public void reset() {
        all(proxy -> {
            for (int i = proxy.connections(); i >= 0; i--) {
                proxy.reset(0);
            }
        });
    }

    private void one(int choice, ObjIntConsumer<TcpProxy> what) {
        List<TcpProxy> proxies = Stream.concat(Stream.of(http), others.values().stream()).toList();
        int present = proxies.stream().mapToInt(TcpProxy::connections).sum();
        int index = present == 0 ? 0 : Math.floorMod(choice, present);
        for (TcpProxy proxy : proxies) {
            int here = proxy.connections();
            if (index < here) {
                what.accept(proxy, index);
                return;
            }
            index -= here;
        }
    }

    private void all(Consumer<TcpProxy> what) {
        what.accept(http);
        others.values().forEach(what);
    }

    @Override
    public void close() {
        all(TcpProxy::close);
    }
}
