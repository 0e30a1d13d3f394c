package dev.wirelab.transports.http;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers with JSON when Jetty itself refuses a request: if it cannot parse the request, or if no
/// handler has answered it. Jetty's own message is not shown. Safe on any thread.
final class JsonErrorHandler extends ErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(JsonErrorHandler.class);

    JsonErrorHandler() {
        setCacheControl("no-store");
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Refusal refusal = refusal(request, status);
        if (refusal.code() == ErrorCode.INTERNAL) {
            LOG.error("{} failed: {}", request.getMethod(), message, cause);
        } else {
            LOG.debug("{} refused: {} {}", request.getMethod(), status, message);
        }
        byte[] json = JsonEvents.encode(Event.Error.of(refusal));
        response.setStatus(status(status, refusal.code()));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, json.length);
        response.write(true, ByteBuffer.wrap(json), callback);
    }

    private static Refusal refusal(Request request, int status) {
        if (status == HttpStatus.BAD_REQUEST_400
                && RequestCheck.hasLostItsUpgrade(request.getHeaders())) {
            return Refusal.badRequest(RequestCheck.LOST_UPGRADE);
        }
        return switch (status) {
            case HttpStatus.NOT_FOUND_404, HttpStatus.METHOD_NOT_ALLOWED_405 ->
                    new Refusal(ErrorCode.NOT_FOUND, "there is nothing here");
            case HttpStatus.PAYLOAD_TOO_LARGE_413 ->
                    new Refusal(ErrorCode.TOO_LARGE, "the body is too large");
            case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                    new Refusal(ErrorCode.TOO_LARGE, "the request's head is too large");
            default ->
                    status < 500 || status == HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505
                            ? Refusal.badRequest("the request is malformed")
                            : new Refusal(ErrorCode.INTERNAL, "internal server error");
        };
    }

    /// The status of the code, or Jetty's where HTTP has a more specific one for a malformed
    /// request.
    private static int status(int status, ErrorCode code) {
        return switch (status) {
            case HttpStatus.REQUEST_TIMEOUT_408,
                    HttpStatus.URI_TOO_LONG_414,
                    HttpStatus.EXPECTATION_FAILED_417,
                    HttpStatus.UPGRADE_REQUIRED_426,
                    HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                    status;
            default -> code.status();
        };
    }
}
