package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.http.socket.HttpSocket;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Makes the socket and its [Traffic] available to each request, and ends the exchange in its
/// traffic when the response is complete.
///
/// An upgrade does not end an exchange: the traffic stays with the WebSocket.
public final class TrafficHandler extends Handler.Wrapper {
    private static final String ATTRIBUTE = "dev.wirelab.socket";

    private final TrafficMeter other;

    TrafficHandler(TrafficMeter other) {
        this.other = other;
    }

    /// The traffic of the socket that this request was received on.
    public static Traffic of(Context request) {
        return found(request.req().getAttribute(ATTRIBUTE)).traffic();
    }

    /// The socket that this WebSocket's upgrade was received on.
    public static HttpSocket socket(WsContext webSocket) {
        return found(webSocket.attributeMap().get(ATTRIBUTE));
    }

    private static HttpSocket found(@Nullable Object attribute) {
        if (attribute instanceof HttpSocket socket) {
            return socket;
        }
        throw new IllegalStateException("a request without a metered socket");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpSocket socket = HttpSocket.of(request);
        if (socket != null) {
            Traffic traffic = socket.traffic();
            traffic.request();
            request.setAttribute(ATTRIBUTE, socket);
            Request.addCompletionListener(
                    request,
                    _ -> {
                        socket.requestRead();
                        if (!isUpgraded(response)) {
                            traffic.endExchange(other);
                        }
                    });
        }
        return super.handle(request, response, callback);
    }

    private static boolean isUpgraded(Response response) {
        return response.getStatus() == 101;
    }
}
