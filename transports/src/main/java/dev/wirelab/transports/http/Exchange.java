package dev.wirelab.transports.http;

import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.core.wire.Encoded;
import dev.wirelab.core.wire.Event;
import dev.wirelab.core.wire.Refusal;
import dev.wirelab.transports.Bill;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;

/// A request that is answered in front of the servlet container, and its one answer.
///
/// Answering is safe on any thread and never blocks; it happens once.
public final class Exchange {
    private static final HttpField NO_STORE =
            new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
    private static final HttpField JSON =
            new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Bill bill;
    private final TrafficMeter other;
    private @Nullable Fields query;

    Exchange(Request request, Response response, Callback callback, Bill bill, TrafficMeter other) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.bill = bill;
        this.other = other;
        bill.request();
    }

    static boolean isGet(Request request) {
        return HttpMethod.GET.is(request.getMethod());
    }

    /// A parameter of the query, its first value; null without one.
    ///
    /// @throws Refusal `bad_request` if the query cannot be read
    public @Nullable String query(String name) {
        if (query == null) {
            try {
                query = Request.extractQueryParameters(request);
            } catch (IllegalArgumentException e) {
                throw Refusal.badRequest("the query cannot be read");
            }
        }
        return query.getValue(name);
    }

    @Nullable String header(HttpHeader name) {
        return request.getHeaders().get(name);
    }

    /// Adds a header to the answer.
    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /// Charges the bytes of this exchange.
    void charge(TrafficMeter meter) {
        bill.charge(meter);
    }

    /// Answers with JSON.
    ///
    /// @param json shared with other exchanges, not to be changed
    void answer(int status, byte[] json) {
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

    /// Answers with a refusal.
    void refuse(Refusal refusal) {
        answer(refusal.code().status(), new Encoded(Event.Error.of(refusal)).json());
    }

    private void sent() {
        bill.settle(other);
        callback.succeeded();
    }

    private void failed(Throwable failure) {
        bill.settle(other);
        callback.failed(failure);
    }
}
