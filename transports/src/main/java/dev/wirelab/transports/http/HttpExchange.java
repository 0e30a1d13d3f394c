package dev.wirelab.transports.http;

import dev.wirelab.core.chat.Refusals;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.Shutdown;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.http.socket.HttpSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
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

/// A request that is answered in front of the servlet container, and its response.
///
/// Answering is safe on any thread and never blocks. Each exchange is answered once.
public final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    /// The seconds after which a client that is too fast may try again.
    static final String RETRY_AFTER = "1";

    private static final HttpField NO_STORE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

    /// Of a stream: no proxy may change it, such as by compressing it (RFC 9111 §5.2.2.6).
    private static final HttpField NO_TRANSFORM =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store, no-transform");

    /// Of a stream: nginx does not buffer it, whatever its configuration says.
    private static final HttpField NO_BUFFERING =
            new PreEncodedHttpField("X-Accel-Buffering", "no");

    private static final HttpField TEXT =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=UTF-8");
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final HttpSocket socket;
    private final Traffic traffic;
    private final TrafficMeter other;
    private final Shutdown draining;
    private final AtomicBoolean answering = new AtomicBoolean();
    private @Nullable Fields query;
    private boolean bodyRead;

    HttpExchange(
            Request request,
            Response response,
            Callback callback,
            HttpSocket socket,
            TrafficMeter other,
            Shutdown draining) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.socket = socket;
        this.traffic = socket.traffic();
        this.other = other;
        this.draining = draining;
        traffic.request();
    }

    /// Runs a part of the work on this exchange. An exception that it throws becomes the response.
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

    /// Continues this exchange with the result of a stage. A failure becomes the response.
    public <T> void then(CompletionStage<T> stage, Consumer<T> part) {
        stage.whenComplete((result, failure) -> {
            if (failure == null) {
                attempt(() -> part.accept(result));
            } else {
                refuse(Refusals.of(failure));
            }
        });
    }

    /// Reads the request's body, without blocking.
    ///
    /// @param maxBytes the largest body; a larger one is refused as `too_large`
    /// @param then receives the whole body, on the thread that read its last bytes; may throw a
    ///   refusal
    public void body(int maxBytes, Consumer<byte[]> then) {
        body(maxBytes, then, () -> {});
    }

    private static Refusal unread(int maxBytes, Throwable failure) {
        return failure instanceof IllegalStateException
                ? new Refusal(ErrorCode.TOO_LARGE, "a body has at most " + maxBytes + " bytes")
                : Refusal.badRequest("the body cannot be read");
    }

    /// Reads the request's body like [#body(int, Consumer)].
    ///
    /// @param failed run before the refusal of a body that is too large or cannot be read
    public void body(int maxBytes, Consumer<byte[]> then, Runnable failed) {
        bodyRead = true;
        Content.Source.asByteArrayAsync(
                request,
                maxBytes,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        bytes -> attempt(() -> then.accept(bytes)),
                        failure -> {
                            failed.run();
                            closeAfterResponse();
                            refuse(unread(maxBytes, failure));
                        }));
    }

    /// The first value of a query parameter; null without one.
    public @Nullable String query(String name) {
        String raw = request.getHttpURI().getQuery();
        if (raw == null) {
            return null;
        }
        return isPlain(raw) ? plain(raw, name) : decoded(name);
    }

    /// Whether a query has no encoded characters, like the query of a poll.
    static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /// Returns the same as [#decoded], for a query without encoded characters.
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

    /// The session that was cached for this `Authorization` header by an earlier request on this
    /// connection; null if there is none, or it has ended.
    public @Nullable Session cachedSession(String authorization) {
        return socket.cachedSession(authorization);
    }

    /// Caches the session of an `Authorization` header for the next request on this connection.
    public void cacheSession(String authorization, Session session) {
        socket.cacheSession(authorization, session);
    }

    /// The first value of a request header; null without one.
    public @Nullable String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    /// The first value of a request header; null without one.
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /// Sets a header of the response.
    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /// The place of the socket within the limits of connections.
    public Admission.Place place() {
        return traffic.place();
    }

    /// Charges the bytes of this exchange to a meter.
    public void charge(TrafficMeter meter) {
        traffic.charge(meter);
    }

    /// Requests delivery of the events of its command. They are delivered when all input that is
    /// ready on the selector has been read.
    public void requestDelivery() {
        socket.requestDelivery();
    }

    /// Its answer is certain to come: the lab does not close before it has been written. Called
    /// before what else the lab waits for ends; may be called again.
    public void beginAnswer() {
        if (answering.compareAndSet(false, true)) {
            draining.beginAnswer();
        }
    }

    /// Answers with JSON.
    ///
    /// @param json shared with other exchanges; must not be modified
    public void answer(int status, byte[] json) {
        answer(status, JSON, json, Callback.NOOP);
    }

    /// Answers with a text in UTF-8.
    ///
    /// @param written completed after the exchange: succeeds when the whole answer was written,
    ///   fails if it never will be
    public void answerText(int status, byte[] text, Callback written) {
        answer(status, TEXT, text, written);
    }

    private void answer(int status, HttpField contentType, byte[] body, Callback written) {
        beginAnswer();
        socket.unwatch();
        socket.answerBegun();
        response.setStatus(status);
        HttpFields.Mutable headers = response.getHeaders();
        headers.add(NO_STORE);
        headers.add(contentType);
        headers.put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(
                true,
                ByteBuffer.wrap(body),
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> {
                            sent();
                            written.succeeded();
                        },
                        failure -> {
                            failed(failure);
                            written.failed(failure);
                        }));
    }

    /// Notifies of the end of the client's connection while this exchange has no answer. The client
    /// may not send anything before the answer: any further input closes the connection, too.
    /// Called once the request has been read to its end.
    ///
    /// @param cancelled run at most once, on any thread; must not block
    public void whenCancelled(Runnable cancelled) {
        socket.watch(cancelled, false);
    }

    /// Notifies of the end of the client's connection like [#whenCancelled], but the client may
    /// send its next request before the answer. Its connection is then no longer watched.
    public void whenDisconnected(Runnable disconnected) {
        socket.watch(disconnected, true);
    }

    /// Refuses a client that cannot receive a [#stream]: HTTP/1.0 has no chunks.
    ///
    /// @throws Refusal `bad_request`
    public void checkStreams() {
        if (request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_0) {
            throw Refusal.badRequest("this needs HTTP/1.1");
        }
    }

    /// Answers with a body that stays open. With HTTP/1.1 the connection closes at its end.
    ///
    /// @param contentType the content type of the body
    /// @param opened receives the body when the head has been written; must not block
    /// @param closed run once when the body has ended, even if `opened` was never called
    public void stream(String contentType, Consumer<ResponseStream> opened, Runnable closed) {
        ResponseStream stream =
                socket.isStream()
                        ? StreamBody.open(response, socket, callback, closed)
                        : ChunkedBody.open(socket, callback, closed);
        response.setStatus(200);
        response.getHeaders().add(NO_TRANSFORM);
        response.getHeaders().add(NO_BUFFERING);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        response.write(
                false,
                // Writes only the head: Jetty would end a chunk only when it begins the next one.
                BufferUtil.EMPTY_BUFFER,
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        () -> opened.accept(stream),
                        _ -> stream.disconnect()));
    }

    /// Answers with a refusal after the body has been read. If a part of it were still to come,
    /// Jetty would close the connection after the response without announcing it (rule R3).
    public void refuse(Refusal refusal) {
        refuse(refusal, refusal.code().status());
    }

    /// Answers with a refusal like [#refuse(Refusal)].
    ///
    /// @param status more specific than that of the refusal's code
    void refuse(Refusal refusal, int status) {
        LOG.debug("{} refused: {}", request.getHttpURI().getPath(), refusal.reason());
        if (bodyRead || !mayHaveBody()) {
            answerRefusal(refusal, status);
            return;
        }
        bodyRead = true;
        Content.Source.asByteArrayAsync(
                request,
                HttpPort.MAX_REQUEST_BYTES,
                Promise.Invocable.from(
                        InvocationType.NON_BLOCKING,
                        _ -> answerRefusal(refusal, status),
                        _ -> {
                            closeAfterResponse();
                            answerRefusal(refusal, status);
                        }));
    }

    private boolean mayHaveBody() {
        HttpFields headers = request.getHeaders();
        return socket.isStream()
                || headers.contains(HttpHeader.CONTENT_LENGTH)
                || headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    private void closeAfterResponse() {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }

    private void answerRefusal(Refusal refusal, int status) {
        if (refusal.code() == ErrorCode.RATE_LIMITED) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER);
        }
        answer(status, JsonEvents.encode(Event.Error.of(refusal)));
    }

    private void sent() {
        draining.endAnswer();
        socket.requestRead();
        traffic.endExchange(other);
        callback.succeeded();
    }

    private void failed(Throwable failure) {
        draining.endAnswer();
        traffic.endExchange(other);
        callback.failed(failure);
    }
}
