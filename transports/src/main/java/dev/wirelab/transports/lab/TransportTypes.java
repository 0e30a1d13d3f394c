package dev.wirelab.transports.lab;

import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.api.CommandRoute;
import dev.wirelab.transports.http.api.SessionRoutes;
import dev.wirelab.transports.httpstream.HttpStreamTransport;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.longpoll.LongPollTransport;
import dev.wirelab.transports.shortpoll.ShortPollTransport;
import dev.wirelab.transports.socketio.SocketIoTransport;
import dev.wirelab.transports.sse.SseTransport;
import dev.wirelab.transports.tcp.TcpTransport;
import dev.wirelab.transports.websocket.WebSocketTransport;
import java.util.ArrayList;
import java.util.List;

/// The transports of this program. A new transport is one more line here.
public final class TransportTypes {
    /// All of them, in the order in which they are listed everywhere. The first whose commands are
    /// posted is charged for a command that names none.
    public static final List<TransportType> ALL =
            List.of(
                    WebSocketTransport.TYPE,
                    LongPollTransport.TYPE,
                    ShortPollTransport.TYPE,
                    SseTransport.TYPE,
                    TcpTransport.TYPE,
                    HttpStreamTransport.TYPE,
                    SocketIoTransport.TYPE);

    private TransportTypes() {}

    /// All of them, with this one in the place of the one that has its id.
    public static List<TransportType> with(TransportType special) {
        return ALL.stream()
                .map(type ->
                        type.descriptor().id().equals(special.descriptor().id()) ? special : type)
                .toList();
    }

    /// The classifiers of the exchanges of a lab's HTTP port, for the ledger.
    public static List<ExchangeReader.Classifier> exchanges() {
        List<ExchangeReader.Classifier> all =
                new ArrayList<>(List.of(CommandRoute.EXCHANGES, SessionRoutes.EXCHANGES));
        // Backwards: the first one's recognises upgrades that belong to no other transport.
        for (TransportType type : ALL.reversed()) {
            switch (type.dissection()) {
                case TransportType.Dissection.OnHttp(var exchanges) -> all.add(exchanges);
                case TransportType.Dissection.OnOwnPort _ -> {}
            }
        }
        return List.copyOf(all);
    }
}
