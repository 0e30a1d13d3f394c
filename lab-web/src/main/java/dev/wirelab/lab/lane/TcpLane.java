package dev.wirelab.lab.lane;

import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.JsonCommands;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import dev.wirelab.transports.Origins;
import dev.wirelab.transports.http.CrossOrigin;
import dev.wirelab.transports.http.auth.BearerToken;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import io.javalin.websocket.WsMessageContext;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/// The page's TCP lane. A browser cannot open TCP connections, so for each lane the server connects
/// to the lab's own TCP port, logs in with the browser's token, and relays line by line over the
/// WebSocket `/lanes/tcp?after=…`, which presents the token as `/ws` does (rules S3, S4, W2):
///
/// ```
/// to the browser   {"line":"{\"type\":\"message\",…}","at":1763712000000.123,"bytesIn":310,"bytesOut":1204}
/// to the browser   {"ping":true}            the browser has been silent; it replies with an empty text
/// from the browser {"type":"say",…}         one command, written to the TCP connection as a line
/// ```
///
/// `at` is the time at which the server received the line, in epoch milliseconds; `bytesIn` and
/// `bytesOut` are the bytes that this TCP connection has carried to the lab and from it so far.
///
/// With `&via=41203` it connects to that port of an emulated network instead, which leads to the
/// lab's TCP port.
///
/// With `&as=person` the connection speaks the telnet dialect: it logs in by `/token`, and lines
/// and commands are those for people.
///
/// Safe for use by any number of threads.
public final class TcpLane {
    static final String PATH = "/lanes/tcp";

    /// Maximum number of lanes at a time; each costs a socket and two virtual threads.
    static final int MAX_LANES = 256;

    private static final String LOG_IN = "dev.wirelab.lane.log-in";

    /// The characters of a JSON Web Token (RFC 7515 §2): no line end and no space among them.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,2048}");

    private final Supplier<InetSocketAddress> tcpPort;
    private final Function<String, InetSocketAddress> networks;
    private final Supplier<Socket> sockets;
    private final Origins origins;
    private final InstantSource clock;
    private final LaneLimits limits;
    private final Faults faults;
    private final Semaphore free = new Semaphore(MAX_LANES);
    private final Map<Session, LaneRelay> relays = new ConcurrentHashMap<>();

    /// @param tcpPort the address of the lab's TCP port, read for each new lane
    /// @param networks the address of a port of an emulated network; throws a [Refusal] for another
    /// @param sockets makes a socket for that port
    /// @param origins the pages that may open a lane
    /// @param clock the wall clock that stamps each line
    /// @param faults counts unexpected exceptions in the threads of a lane
    public TcpLane(
            Supplier<InetSocketAddress> tcpPort,
            Function<String, InetSocketAddress> networks,
            Supplier<Socket> sockets,
            Origins origins,
            InstantSource clock,
            Faults faults) {
        this(tcpPort, networks, sockets, origins, clock, faults, LaneLimits.DEFAULT);
    }

    TcpLane(
            Supplier<InetSocketAddress> tcpPort,
            Function<String, InetSocketAddress> networks,
            Supplier<Socket> sockets,
            Origins origins,
            InstantSource clock,
            Faults faults,
            LaneLimits limits) {
        this.tcpPort = tcpPort;
        this.networks = networks;
        this.sockets = sockets;
        this.origins = origins;
        this.clock = clock;
        this.limits = limits;
        this.faults = faults;
    }

    /// Adds the route. A lane that is refused before its upgrade throws a [Refusal].
    public void mount(JavalinConfig config) {
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(
                PATH,
                lane -> {
                    lane.onConnect(this::open);
                    lane.onMessage(this::relay);
                    lane.onClose(closed -> end(closed.session));
                    lane.onError(failed -> end(failed.session));
                });
    }

    /// The number of open lanes.
    int open() {
        return relays.size();
    }

    private void admit(Context request) {
        CrossOrigin.check(origins, request);
        request.attribute(
                LOG_IN,
                login(
                        BearerToken.token(request).orElse(null),
                        request.queryParam("after"),
                        request.queryParam("as")));
        port(request.queryParam("via"));
        if (free.availablePermits() == 0) {
            throw new Refusal(ErrorCode.TOO_MANY, "too many TCP lanes are open");
        }
        BearerToken.answerSubprotocol(request);
    }

    private void open(WsConnectContext browser) {
        browser.session.setMaxTextMessageSize(JsonCommands.MAX_BYTES);
        // The pings of the relay detect a browser that has vanished.
        browser.session.setIdleTimeout(Duration.ZERO);
        LaneRelay relay = new LaneRelay(browser.session, sockets.get(), clock, limits, faults);
        if (!free.tryAcquire()) {
            relay.end(LaneEnd.TOO_MANY);
            return;
        }
        relays.put(browser.session, relay);
        byte[] login = Objects.requireNonNull(browser.<byte[]>attribute(LOG_IN));
        try {
            relay.start(port(browser.queryParam("via")), login);
        } catch (Refusal e) {
            // The network has just ended.
            relay.end(LaneEnd.UNREACHABLE);
        }
    }

    private InetSocketAddress port(@Nullable String via) {
        return via == null ? tcpPort.get() : networks.apply(via);
    }

    private void relay(WsMessageContext message) {
        LaneRelay relay = relays.get(message.session);
        if (relay != null) {
            relay.fromBrowser(message.message());
        }
    }

    private void end(Session browser) {
        LaneRelay relay = relays.remove(browser);
        if (relay != null) {
            free.release();
            relay.end(LaneEnd.BROWSER_CLOSED);
        }
    }

    /// The first line for the TCP port.
    private static byte[] login(
            @Nullable String token, @Nullable String after, @Nullable String as) {
        if (token == null || token.isEmpty()) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "a lane needs the token of a session");
        }
        StartPosition start = StartPosition.parse(after);
        if (as == null) {
            byte[] command =
                    JsonCommands.encode(new Command.Login(null, null, null, token, start, true));
            byte[] line = Arrays.copyOf(command, command.length + 1);
            line[command.length] = '\n';
            return line;
        }
        if (!as.equals("person")) {
            throw Refusal.badRequest("as must be person");
        }
        if (!TOKEN.matcher(token).matches()) {
            throw new Refusal(ErrorCode.UNAUTHORIZED, "the token is not valid");
        }
        String cursor = after == null ? "" : " " + after;
        return ("/token " + token + cursor + "\n").getBytes(StandardCharsets.US_ASCII);
    }
}
