package dev.wirelab.transports.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Hides the extensions that a WebSocket client offers, so that none is negotiated: with
/// permessage-deflate one transport would be compressed and the others would not.
final class ExtensionFilter extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!request.getHeaders().contains(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)) {
            return super.handle(request, response, callback);
        }
        HttpFields without =
                HttpFields.build(request.getHeaders())
                        .remove(HttpHeader.SEC_WEBSOCKET_EXTENSIONS)
                        .asImmutable();
        Request hidden =
                new Request.Wrapper(request) {
                    @Override
                    public HttpFields getHeaders() {
                        return without;
                    }
                };
        return super.handle(hidden, response, callback);
    }
}
