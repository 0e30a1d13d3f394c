package dev.wirelab.transports.lab;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.meter.Meters;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.Descriptors;
import dev.wirelab.transports.ListenAddresses;
import dev.wirelab.transports.Origins;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.RepeatedTasks;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Tokens;
import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.http.HttpPort;
import dev.wirelab.transports.http.api.CommandRoute;
import dev.wirelab.transports.http.api.LabRoutes;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.http.api.TapRoute;
import dev.wirelab.transports.http.auth.JwtTokens;
import dev.wirelab.transports.ledger.TrafficInspector;
import dev.wirelab.transports.tls.TlsCounters;
import dev.wirelab.transports.tls.TlsOptions;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A lab: one chat, all transports, and the HTTP port with the routes that every lab has. All its
/// parts are created here, for the server program and for the tests.
///
/// Opened, drained and closed by one thread.
public final class Lab implements AutoCloseable {
    /// How soon a changed certificate is noticed.
    private static final long RELOAD_MILLIS = 2000;

    private final LabOptions options;
    private final Chat chat;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("timer").daemon().factory());
    private final Meters meters;
    private final Quotas quotas;
    private final Origins origins = new Origins();
    private final Shutdown draining = new Shutdown();
    private final TlsCounters tlsCounters;
    private final TransportContext context;
    private final List<Transport> transports;
    private @Nullable HttpPort http;

    /// Creates a lab that does not listen yet.
    ///
    /// @param chat the chat; closed together with the lab
    public Lab(LabOptions options, Chat chat) {
        this.options = options;
        this.chat = chat;
        this.meters = new Meters(options.ledger());
        OptionalInt most = Descriptors.connections();
        this.quotas =
                most.isPresent() ? options.quotas().within(most.getAsInt()) : options.quotas();
        TlsOptions tls = options.tls();
        this.tlsCounters = tls == null ? new TlsCounters() : tls.tls().counters();
        this.context =
                new TransportContext(
                        chat,
                        new JwtTokens(chat, options.secret()),
                        meters,
                        options.limits(),
                        new Admission(quotas, options.accessCode(), meters),
                        new RepeatedTasks(timer, chat.faults()),
                        new TrafficInspector(options.ledger()),
                        draining,
                        origins,
                        options.tcpAddresses(),
                        tls == null ? null : tls.tls(),
                        tlsCounters);
        this.transports =
                options.transports().stream().map(type -> type.create().apply(context)).toList();
        transports.forEach(transport -> meters.of(transport.id()));
    }

    /// The chat that it carries.
    public Chat chat() {
        return chat;
    }

    /// Verifies tokens, for routes that a session may use.
    public Tokens tokens() {
        return context.tokens();
    }

    /// The meters of all transports.
    public Meters meters() {
        return meters;
    }

    /// The limits of the options, and not more connections than the process can open.
    public Quotas quotas() {
        return quotas;
    }

    /// The origins of the web pages that may use it.
    public Origins origins() {
        return origins;
    }

    /// Counts what happens on TLS ports, and handshakes on plaintext ports.
    public TlsCounters tlsCounters() {
        return tlsCounters;
    }

    /// Runs short tasks later; they must not block.
    public ScheduledExecutorService timer() {
        return timer;
    }

    /// Listens on both ports.
    ///
    /// @param routes add further routes to the HTTP port
    /// @throws IOException if a port cannot be bound; then the lab must be closed
    public void open(List<Consumer<JavalinConfig>> routes) throws IOException {
        for (Transport transport : transports) {
            try {
                transport.open();
            } catch (IOException e) {
                throw cannotListen(options.tcpAddresses(), "TCP", e);
            }
        }
        HttpPort port =
                new HttpPort(
                        context,
                        options.httpAddresses(),
                        mounts(routes),
                        TransportTypes.exchanges(),
                        options.http2());
        http = port;
        try {
            port.start();
        } catch (IOException e) {
            throw cannotListen(options.httpAddresses(), "HTTP", e);
        }
        reloadCertificates();
    }

    /// Reads files, so it runs on threads of its own.
    private void reloadCertificates() {
        TlsOptions tls = options.tls();
        if (tls != null) {
            var _ =
                    context.tasks()
                            .every(
                                    RELOAD_MILLIS,
                                    "the check for a new certificate",
                                    () ->
                                            Thread.ofVirtual()
                                                    .name("tls-reload")
                                                    .start(tls.tls()::reloadIfChanged));
        }
    }

    private static IOException cannotListen(
            ListenAddresses addresses, String what, IOException cause) {
        // An address without a name is shown with a slash before it.
        String where =
                Stream.of(addresses.plain(), addresses.tls())
                        .filter(Objects::nonNull)
                        .map(address -> address.toString().replaceFirst("^.*/", ""))
                        .collect(Collectors.joining(" or "));
        return new IOException(
                "cannot listen on " + where + " (" + what + "): " + cause.getMessage(), cause);
    }

    private List<Consumer<JavalinConfig>> mounts(List<Consumer<JavalinConfig>> routes) {
        List<Consumer<JavalinConfig>> mounts = new ArrayList<>();
        transports.forEach(transport -> mounts.add(transport::mount));
        mounts.add(new SessionRoutes(context)::mount);
        mounts.add(new CommandRoute(context, posting())::mount);
        mounts.add(new LabRoutes(meters, transports, this::httpsPort, options.key())::mount);
        mounts.add(new TapRoute(context, ids())::mount);
        mounts.addAll(routes);
        return mounts;
    }

    private Set<String> ids() {
        return transports.stream().map(Transport::id).collect(Collectors.toSet());
    }

    private Set<String> posting() {
        Set<String> ids = new LinkedHashSet<>();
        for (Transport transport : transports) {
            if (transport.descriptor().commands() == TransportDescriptor.Commands.POST) {
                ids.add(transport.id());
            }
        }
        return ids;
    }

    /// The HTTP port; -1 before it is open, and with TLS only.
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    /// The HTTPS port; -1 before it is open, and without TLS.
    public int httpsPort() {
        return http == null ? -1 : http.tlsPort();
    }

    /// The port of the transport that has its own; -1 before it is open, and with TLS only.
    public int tcpPort() {
        return first(Transport::port);
    }

    /// The TLS port of the transport that has its own; -1 before it is open, and without TLS.
    public int tcpTlsPort() {
        return first(Transport::tlsPort);
    }

    private int first(Function<Transport, OptionalInt> port) {
        return transports.stream()
                .map(port)
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .findFirst()
                .orElse(-1);
    }

    /// Refuses new clients and commands from now on.
    public void beginShutdown() {
        draining.begin();
    }

    /// Refuses new clients and commands, sends the others the events that they have not received
    /// and then that the lab is shutting down, and waits until they have disconnected.
    ///
    /// @param atMost how long to wait at most
    public void drain(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        beginShutdown();
        // What was acknowledged is in the log before a reader reads to its end.
        await(draining::isIdle, deadline);
        await(chat.head().toCompletableFuture()::isDone, deadline);
        transports.forEach(Transport::drain);
        // The reader of a poll closes before its answer has been written.
        await(() -> chat.connections() == 0 && draining.isAnswered(), deadline);
    }

    private static void await(BooleanSupplier condition, long deadline) {
        while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    @Override
    public void close() {
        transports.forEach(Transport::close);
        if (http != null) {
            http.close();
        }
        chat.close();
        timer.shutdownNow();
    }
}
