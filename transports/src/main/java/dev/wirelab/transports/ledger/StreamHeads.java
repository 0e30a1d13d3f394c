package dev.wirelab.transports.ledger;

import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The heads of the request and the response of one stream of HTTP/2, as the HTTP server decoded or
/// encoded them: header blocks cannot be read without all those before them on the connection.
///
/// Set by one thread and read by others.
public final class StreamHeads {
    private volatile @Nullable HttpHead request;
    private volatile IntSupplier status = () -> 0;

    /// Heads that are not known yet.
    public StreamHeads() {}

    /// The request has been decoded.
    ///
    /// @param responseStatus the status of the response, asked for when it is written
    public void set(String method, String path, IntSupplier responseStatus) {
        status = responseStatus;
        request = new HttpHead(method, path, 0, -1, false, "", true);
    }

    @Nullable HttpHead request() {
        return request;
    }

    HttpHead response() {
        return new HttpHead(null, "", status.getAsInt(), -1, false, "", true);
    }
}
