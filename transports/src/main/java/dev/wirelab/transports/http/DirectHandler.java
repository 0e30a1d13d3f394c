package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.wire.ErrorCode;
import dev.wirelab.core.wire.Refusal;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers `GET` of one path in front of the servlet container; everything else goes on to it.
///
/// Polls come this way: a servlet, Javalin's routing and two virtual threads a request cost several
/// times what reading the log does. The rules for every request, its origin and its bytes, are kept
/// here as [HttpPort] and [Billing] keep them behind.
final class DirectHandler extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(DirectHandler.class);

    private final String path;
    private final Origins origins;
    private final TrafficMeter other;
    private final Consumer<Exchange> answer;

    /// @param answer answers the exchange, now or later; may refuse now
    DirectHandler(String path, Origins origins, TrafficMeter other, Consumer<Exchange> answer) {
        this.path = path;
        this.origins = origins;
        this.other = other;
        this.answer = answer;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!path.equals(request.getHttpURI().getPath())
                || !Exchange.isGet(request)
                || !(request.getConnectionMetaData().getConnection().getEndPoint()
                        instanceof MeteredEndPoint endPoint)) {
            return super.handle(request, response, callback);
        }
        Exchange exchange = new Exchange(request, response, callback, endPoint.bill(), other);
        try {
            origins.check(exchange.header(HttpHeader.ORIGIN)).forEach(exchange::header);
            answer.accept(exchange);
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        } catch (RuntimeException e) {
            LOG.error("GET {} failed", path, e);
            exchange.refuse(new Refusal(ErrorCode.INTERNAL, "a fault of the lab's own"));
        }
        return true;
    }
}
