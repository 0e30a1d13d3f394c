package dev.wirelab.transports.socketio;

import dev.wirelab.transports.Transport;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.TransportDescriptor;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.socketio.dialect.Dialects;
import io.javalin.config.JavalinConfig;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Socket.IO.
public final class SocketIoTransport implements Transport {
    /// Its entry in the list of transports.
    public static final TransportType TYPE =
            new TransportType(
                    new TransportDescriptor(
                            "socket.io",
                            TransportDescriptor.Kind.STREAM,
                            TransportDescriptor.Commands.CONNECTION,
                            true,
                            true,
                            true),
                    new TransportType.Dissection.OnHttp(
                            request -> PacketExchange.begin(request, SocketIoTransport.PATH)),
                    lab -> new SocketIoTransport(lab, null),
                    visit -> SocketIoGuest.connect(visit, SocketIoTransport.PATH));

    /// The names of the dialects of tutorials.
    public static final List<String> DIALECTS = Dialects.names();

    static final String ID = TYPE.descriptor().id();

    private static final String PATH = "/socket.io/";

    /// The largest message of a client; a command of version 2 has 96 KiB.
    private static final int MAX_PAYLOAD = 128 * 1024;

    private final TransportContext lab;
    private final @Nullable String dialect;
    private @Nullable EngineServer server;

    private SocketIoTransport(TransportContext lab, @Nullable String dialect) {
        this.lab = lab;
        this.dialect = dialect;
    }

    /// Its entry in the list of transports for a lab where a client that neither chooses a dialect
    /// nor logs in as it connects speaks this one.
    ///
    /// @param dialect one of [#DIALECTS]
    public static TransportType speaking(String dialect) {
        return new TransportType(
                TYPE.descriptor(),
                TYPE.dissection(),
                lab -> new SocketIoTransport(lab, dialect),
                TYPE.guest());
    }

    @Override
    public TransportDescriptor descriptor() {
        return TYPE.descriptor();
    }

    @Override
    public void mount(JavalinConfig http) {
        EngineServer mounted =
                server(lab, PATH, MAX_PAYLOAD, new DialectChoice(lab, dialect).namespaces());
        server = mounted;
        mounted.mount(http);
    }

    /// A server of Socket.IO with the time limits of the lab.
    static EngineServer server(
            TransportContext lab, String path, int maxPayload, Map<String, Namespace> namespaces) {
        return new EngineServer(
                lab,
                new EngineOptions(
                        path,
                        lab.limits().pingEvery(),
                        lab.limits().pongWithin(),
                        lab.limits().stall(),
                        maxPayload),
                lab.meters().of(ID),
                session ->
                        new PacketConnection(
                                session,
                                namespaces,
                                maxPayload,
                                lab.limits().logIn(),
                                lab.limits().stall()));
    }

    @Override
    public Map<String, Object> where() {
        return Map.of("path", PATH);
    }

    @Override
    public void drain() {
        if (server != null) {
            server.drain();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
