package dev.wirelab.transports.http.api;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.CrossOrigin;
import dev.wirelab.transports.http.TrafficHandler;
import dev.wirelab.transports.http.auth.BearerToken;
import dev.wirelab.transports.ledger.TapSubscriber;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConnectContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.websocket.api.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tap: `GET /api/wire?token=…`, a WebSocket that sends a session the bytes of its own
/// connections. The tap's own bytes are charged to the row `other` and are not shown. One virtual
/// thread per tap.
public final class TapRoute {
    private static final Logger LOG = LoggerFactory.getLogger(TapRoute.class);
    private static final String PATH = "/api/wire";
    private static final String SESSION = "dev.wirelab.wire.session";

    /// The largest number of open taps; each may hold a few megabytes.
    private static final int MAX_TAPS = 32;

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

    private final TransportContext lab;
    private final Set<String> transports;
    private final Semaphore free = new Semaphore(MAX_TAPS);
    private final Map<Object, Thread> threads = new ConcurrentHashMap<>();

    /// @param transports the ids of the transports whose bytes can be seen
    public TapRoute(TransportContext lab, Set<String> transports) {
        this.lab = lab;
        this.transports = Set.copyOf(transports);
    }

    /// Adds the route.
    public void mount(JavalinConfig config) {
        config.routes.wsBeforeUpgrade(PATH, this::admit);
        config.routes.ws(
                PATH,
                ws -> {
                    ws.onConnect(this::open);
                    ws.onClose(closed -> end(closed.session));
                    ws.onError(failed -> end(failed.session));
                });
    }

    private void admit(Context request) {
        CrossOrigin.check(lab.origins(), request);
        request.attribute(SESSION, BearerToken.session(lab.tokens(), request));
        if (free.availablePermits() == 0) {
            throw new Refusal(ErrorCode.TOO_MANY, "too many taps are open");
        }
        BearerToken.answerSubprotocol(request);
    }

    private void open(WsConnectContext context) {
        Session session = context.attribute(SESSION);
        if (session == null) {
            throw new IllegalStateException("an upgrade that was not checked");
        }
        TrafficHandler.socket(context).traffic().charge(lab.meters().other());
        context.session.setIdleTimeout(Duration.ZERO);
        if (!free.tryAcquire()) {
            context.session.close(4002, ErrorCode.TOO_MANY.code(), Callback.NOOP);
            return;
        }
        Map<TrafficMeter, String> meters = new HashMap<>();
        transports.forEach(id -> meters.put(session.meter(lab.meters(), id), id));
        TapSubscriber subscriber = lab.inspector().tap().open(meters);
        Thread thread =
                Thread.ofVirtual()
                        .name("wire-tap")
                        .unstarted(() -> {
                            try (subscriber) {
                                relay(session, subscriber, context.session);
                            } catch (RuntimeException | Error fault) {
                                lab.faults().add("a tap", fault);
                                context.session.disconnect();
                            } finally {
                                free.release();
                            }
                        });
        threads.put(context.session, thread);
        thread.start();
    }

    private void relay(
            Session session,
            TapSubscriber subscriber,
            org.eclipse.jetty.websocket.api.Session socket) {
        try {
            send(
                    socket,
                    "{\"type\":\"watching\",\"connections\":\""
                            + (lab.inspector().hasLedger() ? "all" : "new")
                            + "\"}");
            while (socket.isOpen()) {
                if (session.hasEnded()) {
                    socket.close(4501, ErrorCode.UNAUTHORIZED.code(), Callback.NOOP);
                    return;
                }
                Optional<String> record = subscriber.next(CHECK_INTERVAL);
                if (record.isPresent()) {
                    send(socket, record.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a tap has closed: {}", e.getMessage());
            socket.disconnect();
        }
    }

    private void send(org.eclipse.jetty.websocket.api.Session socket, String text)
            throws InterruptedException, ExecutionException, TimeoutException {
        Callback.Completable sent = new Callback.Completable();
        socket.sendText(text, sent);
        sent.get(lab.limits().stall().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void end(org.eclipse.jetty.websocket.api.Session socket) {
        Thread thread = threads.remove(socket);
        if (thread != null) {
            thread.interrupt();
        }
    }
}
