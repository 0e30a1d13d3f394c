package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.Origins;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.http.socket.HttpSocket;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Answers one method and path in front of the servlet container, on the selector's thread, and
/// passes on everything else.
///
/// Used for polls and posted commands: a servlet, Javalin's routing and two virtual threads per
/// request cost several times as much as reading the log. The origin of each request is checked and
/// its bytes are charged here, as [HttpPort] and [TrafficHandler] do behind it.
public final class DirectHandler extends Handler.Wrapper {
    private final HttpMethod method;
    private final String path;
    private final Origins origins;
    private final TrafficMeter other;
    private final Shutdown draining;
    private final Consumer<HttpExchange> answer;
    private final boolean passesUpgrades;

    /// @param answer answers the exchange, now or later; may throw a refusal; must not block
    public DirectHandler(
            HttpMethod method, String path, TransportContext lab, Consumer<HttpExchange> answer) {
        this(method, path, lab, answer, false);
    }

    /// @param answer answers the exchange, now or later; may throw a refusal; must not block
    /// @param passesUpgrades whether requests that ask for an upgrade are passed on
    public DirectHandler(
            HttpMethod method,
            String path,
            TransportContext lab,
            Consumer<HttpExchange> answer,
            boolean passesUpgrades) {
        this.method = method;
        this.path = path;
        this.origins = lab.origins();
        this.other = lab.meters().other();
        this.draining = lab.draining();
        this.answer = answer;
        this.passesUpgrades = passesUpgrades;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!path.equals(request.getHttpURI().getPath())
                || !method.is(request.getMethod())
                || (passesUpgrades && request.getHeaders().contains(HttpHeader.UPGRADE))) {
            return super.handle(request, response, callback);
        }
        HttpSocket socket = HttpSocket.of(request);
        if (socket == null) {
            return super.handle(request, response, callback);
        }
        HttpExchange exchange =
                new HttpExchange(request, response, callback, socket, other, draining);
        exchange.attempt(() -> {
            origins.check(exchange.header(HttpHeader.ORIGIN)).forEach(exchange::header);
            answer.accept(exchange);
        });
        return true;
    }
}
