package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.transports.Traffic;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/// The socket of an HTTP connection, as the handlers above see it. An end point for TLS, or for a
/// protocol with several exchanges at once, may implement it without counting bytes itself. Safe
/// for use by any number of threads.
public interface HttpSocket {
    /// The socket of a connection, found by unwrapping its end point; null if there is none.
    static @Nullable HttpSocket of(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        while (endPoint != null) {
            if (endPoint instanceof HttpSocket socket) {
                return socket;
            }
            endPoint = endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : null;
        }
        return null;
    }

    /// The socket of a request: with HTTP/2, its stream; null if there is none.
    static @Nullable HttpSocket of(Request request) {
        HttpSocket socket = of(request.getConnectionMetaData().getConnection());
        return socket instanceof MeteredEndPoint endPoint ? endPoint.exchange(request) : socket;
    }

    /// Whether it is one of several streams on a connection.
    default boolean isStream() {
        return false;
    }

    /// A request has been read to the end of its head; the response has no status yet.
    default void begun(Request request, Response response) {}

    /// Counts its bytes.
    Traffic traffic();

    /// Writes shared bytes to the socket.
    SharedWriter writer();

    /// The cached session if it belongs to this `Authorization` header and has not ended; else
    /// null.
    @Nullable Session cachedSession(String authorization);

    /// Caches the session of an `Authorization` header.
    void cacheSession(String authorization, Session session);

    /// Requests delivery of the events of executed commands. They are delivered when all input that
    /// is ready on the selector has been read.
    void requestDelivery();

    /// Runs a connection that checks for more input on the selector's thread, where Jetty would
    /// start a thread: HTTP after a delayed response, a WebSocket when it has opened.
    void resume(Runnable connection);

    /// Dedicates the socket to a response that stays open. The client may not send anything after
    /// the request: any further input, or its end, closes the connection.
    ///
    /// @param closed run once when it has closed, on any thread; must not block
    void dedicate(Runnable closed);

    /// Watches a connection whose response is pending: if the client closes it, it is closed.
    ///
    /// @param ended run at most once if it is closed before [#unwatch()]; must not block
    /// @param mayPipeline whether the client may send the next request before the response; then
    ///   the connection is no longer watched. Otherwise any input closes it.
    void watch(Runnable ended, boolean mayPipeline);

    /// Ends [#watch], so that the response can be written and the next request read. Does nothing
    /// if the socket is not watched.
    void unwatch();

    /// More of a request is needed, which has not arrived. Until [#requestRead()] it must arrive in
    /// time.
    void requestAwaited();

    /// What is needed of a request has been read, or it has been answered.
    void requestRead();

    /// The response is about to be written. Until [#requestRead()] the client must take it in time;
    /// where the kernel shows that it does not, this does nothing.
    default void answerBegun() {}

    /// Closes the socket at once.
    void disconnect();
}
