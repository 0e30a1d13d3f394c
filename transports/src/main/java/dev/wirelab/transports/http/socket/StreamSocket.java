package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.transports.Traffic;
import dev.wirelab.transports.http.h2.StreamTraffic;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// One stream of an HTTP/2 connection, as the handlers see it. What only a connection with one
/// exchange at a time can do, it cannot.
final class StreamSocket implements HttpSocket {
    private final MeteredEndPoint connection;
    private final StreamTraffic traffic;
    private boolean hasFailed;
    private @Nullable Runnable watcher;

    /// @param request the request that opened the stream
    StreamSocket(MeteredEndPoint connection, StreamTraffic traffic, Request request) {
        this.connection = connection;
        this.traffic = traffic;
        request.addFailureListener(_ -> failed());
    }

    private void failed() {
        Runnable watching;
        synchronized (this) {
            hasFailed = true;
            watching = watcher;
            watcher = null;
        }
        if (watching != null) {
            watching.run();
        }
    }

    @Override
    public boolean isStream() {
        return true;
    }

    @Override
    public void begun(Request request, Response response) {
        String path = request.getHttpURI().getPath();
        traffic.heads().set(request.getMethod(), path == null ? "" : path, response::getStatus);
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public SharedWriter writer() {
        throw new UnsupportedOperationException("a stream has no socket of its own");
    }

    @Override
    public @Nullable Session cachedSession(String authorization) {
        return connection.cachedSession(authorization);
    }

    @Override
    public void cacheSession(String authorization, Session session) {
        connection.cacheSession(authorization, session);
    }

    @Override
    public void requestDelivery() {
        connection.requestDelivery();
    }

    @Override
    public void resume(Runnable task) {
        throw new UnsupportedOperationException("a stream has no socket of its own");
    }

    @Override
    public void dedicate(Runnable closed) {
        throw new UnsupportedOperationException("a stream has no socket of its own");
    }

    /// Notifies when the client resets the stream or disconnects. Other streams do not matter.
    @Override
    public void watch(Runnable ended, boolean mayPipeline) {
        synchronized (this) {
            if (!hasFailed) {
                watcher = ended;
                return;
            }
        }
        ended.run();
    }

    @Override
    public synchronized void unwatch() {
        watcher = null;
    }

    @Override
    public void requestAwaited() {
        traffic.owed();
    }

    @Override
    public void requestRead() {
        connection.requestRead();
        traffic.paid();
    }

    @Override
    public void answerBegun() {
        traffic.owed();
    }

    @Override
    public void disconnect() {
        connection.disconnect();
    }
}
