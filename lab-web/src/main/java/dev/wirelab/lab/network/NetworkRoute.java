package dev.wirelab.lab.network;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Origins;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.CrossOrigin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsMessageContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// The networks of pages on the lab's own machine. A page opens one by the WebSocket
/// `/networks?link=satellite&lanes=websocket,long-poll` and keeps it open; the network ends with
/// it.
///
/// ```
/// to the browser   {"up":300.0,"down":300.0,"ports":{"websocket":41201,"long-poll":41202}}
/// from the browser {"type":"drop","lane":"long-poll"}
/// from the browser {"type":"stall","lane":"long-poll"}
/// from the browser {"type":"proxy","lane":"long-poll","block":true,"buffer":false}
/// ```
///
/// `up` and `down` are the propagation delays in milliseconds; the ports listen on 127.0.0.1 and
/// lead to the lab's plaintext ports. A text that is no such command ends the network. There are no
/// answers.
///
/// Safe for use by any number of threads.
public final class NetworkRoute implements AutoCloseable {
    static final String PATH = "/networks";

    /// The largest number of networks at a time; each costs a port per lane.
    static final int MAX_NETWORKS = 16;

    private static final int MAX_COMMAND_BYTES = 1_024;

    private final Supplier<Optional<InetSocketAddress>> http;
    private final Supplier<InetSocketAddress> ownPort;
    private final List<TransportType> transports;
    private final Origins origins;
    private final Faults faults;
    private final Semaphore free = new Semaphore(MAX_NETWORKS);
    private final Map<Session, EmulatedNetwork> networks = new ConcurrentHashMap<>();

    /// @param http the lab's plaintext HTTP port; empty if it has none, then there are no networks
    /// @param ownPort the plaintext port of the transport that has its own
    /// @param transports those of the lab
    /// @param origins the pages that may open a network
    /// @param faults counts unexpected exceptions in the threads of a network
    public NetworkRoute(
            Supplier<Optional<InetSocketAddress>> http,
            Supplier<InetSocketAddress> ownPort,
            List<TransportType> transports,
            Origins origins,
            Faults faults) {
        this.http = http;
        this.ownPort = ownPort;
        this.transports = transports;
        this.origins = origins;
        this.faults = faults;
    }

    /// Adds the route. What is refused before the upgrade throws a [Refusal].
    public void mount(JavalinConfig config) {
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(
                PATH,
                network -> {
                    network.onConnect(this::open);
                    network.onMessage(this::execute);
                    network.onClose(closed -> end(closed.session));
                    network.onError(failed -> end(failed.session));
                });
    }

    /// The address of a network's port for what is not HTTP.
    ///
    /// @param port as in a query
    /// @throws Refusal `bad_request` if it is none: nobody is connected to another port of this
    ///   machine
    public InetSocketAddress via(String port) {
        return networks.values().stream()
                .filter(network -> port.matches("\\d{1,5}"))
                .filter(network -> network.leadsPastHttp(Integer.parseInt(port)))
                .findFirst()
                .map(_ ->
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), Integer.parseInt(port)))
                .orElseThrow(() -> Refusal.badRequest("via must be a port of a network"));
    }

    /// The number of open networks.
    int open() {
        return networks.size();
    }

    private void admit(Context request) {
        CrossOrigin.check(origins, request);
        if (!isLoopback(request.req().getRemoteAddr())) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED, "networks are only for pages on the lab's own machine");
        }
        profile(request.queryParam("link"));
        lanes(request.queryParam("lanes"));
        if (free.availablePermits() == 0) {
            throw new Refusal(ErrorCode.TOO_MANY, "too many networks are open");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static NetworkProfile profile(@Nullable String link) {
        return Optional.ofNullable(link)
                .flatMap(NetworkProfile::byId)
                .orElseThrow(() ->
                        Refusal.badRequest(
                                "link must be one of "
                                        + Stream.of(NetworkProfile.values())
                                                .map(NetworkProfile::id)
                                                .collect(Collectors.joining(", "))));
    }

    private Map<String, EmulatedNetwork.Destination> lanes(@Nullable String lanes) {
        InetSocketAddress plain =
                http.get()
                        .orElseThrow(() ->
                                Refusal.badRequest(
                                        "networks lead to plaintext ports, and this lab has"
                                                + " none"));
        Set<String> ids = lanes == null ? Set.of() : new HashSet<>(List.of(lanes.split(",", -1)));
        Map<String, EmulatedNetwork.Destination> found = new LinkedHashMap<>();
        for (TransportType type : transports) {
            if (ids.contains(type.descriptor().id())) {
                found.put(type.descriptor().id(), destination(type, plain));
            }
        }
        if (found.isEmpty() || found.size() < ids.size()) {
            throw Refusal.badRequest("lanes must be transports, separated by commas");
        }
        return found;
    }

    private EmulatedNetwork.Destination destination(TransportType type, InetSocketAddress plain) {
        return switch (type.dissection()) {
            case TransportType.Dissection.OnHttp _ -> new EmulatedNetwork.Destination(plain, true);
            case TransportType.Dissection.OnOwnPort _ ->
                    new EmulatedNetwork.Destination(ownPort.get(), false);
        };
    }

    private void open(WsConnectContext browser) {
        browser.session.setMaxTextMessageSize(MAX_COMMAND_BYTES);
        // Both ends are on one machine, whose kernel ends the connections of a browser that died.
        browser.session.setIdleTimeout(Duration.ZERO);
        if (!free.tryAcquire()) {
            browser.session.close(4002, ErrorCode.TOO_MANY.code(), Callback.NOOP);
            return;
        }
        try {
            EmulatedNetwork network =
                    new EmulatedNetwork(
                            profile(browser.queryParam("link")),
                            lanes(browser.queryParam("lanes")),
                            faults);
            networks.put(browser.session, network);
            browser.session.sendText(network.json(), Callback.NOOP);
        } catch (IOException e) {
            free.release();
            browser.session.close(1001, "unreachable", Callback.NOOP);
        }
    }

    private void execute(WsMessageContext command) {
        EmulatedNetwork network = networks.get(command.session);
        if (network == null) {
            return;
        }
        try {
            network.execute(command.message());
        } catch (Refusal e) {
            command.session.close(4500, e.code().code(), Callback.NOOP);
        }
    }

    private void end(Session browser) {
        EmulatedNetwork network = networks.remove(browser);
        if (network != null) {
            free.release();
            network.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(networks.keySet()).forEach(this::end);
    }
}
