package dev.wirelab.transports.http.socket;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.transports.ConnectionTraffic;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.jspecify.annotations.Nullable;

/// What lies beneath an HTTP connection, as the handlers above see it. Whatever encrypts a
/// connection, or carries several exchanges at once, may implement it without counting bytes
/// itself. Safe for use by any number of threads.
public interface HttpSocket {
    /// The one beneath a connection, under whatever wraps its end point; null if there is none.
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

    /// What its bytes are counted on.
    ConnectionTraffic traffic();

    /// Writes shared bytes to it.
    SharedWriter writer();

    /// The living session that the last request was of, if it had the same credentials.
    @Nullable Session known(String authorization);

    /// Keeps whose credentials these are.
    void know(String authorization, Session session);

    /// Has delivered what a command brought, when everything that came with it has been read.
    void endRound();

    /// Runs a connection that looks for more input on the thread of the selector, where Jetty would
    /// start a thread: HTTP after an answer that came later than its request, a WebSocket when it
    /// has opened.
    void resume(Runnable connection);

    /// Gives it to a response that stays open. Nothing may follow the request, so that whatever the
    /// client sends ends the connection, as its end does.
    ///
    /// @param closed run once when it has closed, on any thread; must not block
    void dedicate(Runnable closed);

    /// Closes it at once.
    void cut();
}
