package dev.wirelab.transports.http;

import dev.wirelab.core.chat.Refusals;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.http.socket.HttpSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A request that is answered in front of the servlet container, and its one answer.
///
/// Answering is safe on any thread and never blocks; it happens once.
public final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final HttpField NO_STORE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpSocket socket;
    private final ConnectionTraffic traffic;
    private final TrafficMeter other;
    private @Nullable Fields query;

    HttpExchange(
            Request request,
            Response response,
            Callback callback,
            HttpSocket socket,
            TrafficMeter other) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.socket = socket;
        this.traffic = socket.traffic();
        this.other = other;
        traffic.request();
    }

    /// Does a part of the work on this exchange; what it throws becomes the response.
    public void attempt(Runnable part) {
        try {
            part.run();
        } catch (Refusal refusal) {
            refuse(refusal);
        } catch (RuntimeException e) {
            if (HttpPort.isUnreadable(e)) {
                refuse(Refusal.badRequest("the request cannot be read"));
                return;
            }
            LOG.error("{} failed", request.getHttpURI().getPath(), e);
            refuse(new Refusal(ErrorCode.INTERNAL, "internal server error"));
        }
    }

    /// Continues this exchange with the result of a stage; its failure becomes the answer.
    public <T> void then(CompletionStage<T> stage, Consumer<T> part) {
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                attempt(() -> part.accept(result));
            } else {
                refuse(Refusals.of(failure));
            }
        });
    }

    /// Reads the request's body, without waiting for it.
    ///
    /// @param maxBytes beyond which it is refused as `too_large`
    /// @param then given all of it, on the thread that read the last of it; may refuse
    public void body(int maxBytes, Consumer<byte[]> then) {
        Content.Source.asByteArrayAsync(
                request,
                maxBytes,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        bytes -> attempt(() -> then.accept(bytes)),
                        failure -> refuse(unread(maxBytes, failure))));
    }

    private static Refusal unread(int maxBytes, Throwable failure) {
        return failure instanceof IllegalStateException
                ? new Refusal(ErrorCode.TOO_LARGE, "a body has at most " + maxBytes + " bytes")
                : Refusal.badRequest("the body cannot be read");
    }

    /// A parameter of the query, its first value; null without one.
    public @Nullable String query(String name) {
        String raw = request.getHttpURI().getQuery();
        if (raw == null) {
            return null;
        }
        return isPlain(raw) ? plain(raw, name) : decoded(name);
    }

    /// Whether nothing in a query is encoded, as in a poll's.
    static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// The same as [#decoded] finds, of a query that need not be decoded.
    private static @Nullable String plain(String raw, String name) {
        int start = 0;
        while (start < raw.length()) {
            int and = raw.indexOf('&', start);
            int end = and < 0 ? raw.length() : and;
            int after = start + name.length();
            if (raw.startsWith(name, start) && after <= end) {
                if (after == end) {
                    return "";
                }
                if (raw.charAt(after) == '=') {
                    return raw.substring(after + 1, end);
                }
            }
            start = end + 1;
        }
        return null;
    }

    private @Nullable String decoded(String name) {
        if (query == null) {
            query = Request.extractQueryParameters(request);
        }
        return query.getValue(name);
    }

    /// Whom this connection's last request spoke for, if it said the same of itself.
    public @Nullable Session known(String authorization) {
        return socket.known(authorization);
    }

    /// Keeps for its next request whom this connection speaks for.
    public void know(String authorization, Session session) {
        socket.know(authorization, session);
    }

    /// A header of the request, its first value; null without one.
    public @Nullable String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    /// A header of the request, its first value; null without one.
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /// Adds a header to the answer.
    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /// Charges the bytes of this exchange.
    public void charge(TrafficMeter meter) {
        traffic.charge(meter);
    }

    /// Has delivered what its command brought, when everything that came with it has been read.
    public void deliver() {
        socket.endRound();
    }

    /// Answers with JSON.
    ///
    /// @param json shared with other exchanges, not to be changed
    public void answer(int status, byte[] json) {
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(NO_STORE);
        headers.add(JSON);
        headers.put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(
                true,
                ByteBuffer.wrap(json),
                Callback.from(InvocationType.NON_BLOCKING, this::sent, this::failed));
    }

    /// Refuses a client that cannot be answered by [#stream]: HTTP/1.0 has no chunks.
    ///
    /// @throws Refusal `bad_request`
    public void checkStreams() {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            throw Refusal.badRequest("this needs HTTP/1.1");
        }
    }

    /// Answers with a body that stays open. The connection ends with it.
    ///
    /// @param contentType of the body
    /// @param opened takes the body when the head has been written; must not block
    /// @param closed run once when the connection has closed, also before it was opened
    public void stream(String contentType, Consumer<ResponseStream> opened, Runnable closed) {
        ResponseStream stream = new ResponseStream(socket, callback);
        socket.dedicate(() -> {
            stream.closed();
            closed.run();
        });
        response.setStatus(200);
        response.getHeaders().add(NO_STORE);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.write(
                false,
                // The head alone: Jetty would end a chunk only when it begins the next one.
                BufferUtil.EMPTY_BUFFER,
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> opened.accept(stream),
                        _ -> stream.cut()));
    }

    /// Answers with a refusal.
    public void refuse(Refusal refusal) {
        LOG.debug("{} refused: {}", request.getHttpURI().getPath(), refusal.reason());
        answer(refusal.code().status(), JsonEvents.encode(Event.Error.of(refusal)));
    }

    private void sent() {
        traffic.endExchange(other);
        callback.succeeded();
    }

    private void failed(Throwable failure) {
        traffic.endExchange(other);
        callback.failed(failure);
    }
}
