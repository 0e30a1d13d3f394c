package dev.wirelab.load.survive.client;

import dev.wirelab.load.connection.ClientTraffic;
import dev.wirelab.load.connection.ConnectionProtocol;
import dev.wirelab.load.transport.Resumption;
import dev.wirelab.load.wire.ReceivedEvent;
import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.SequencedMap;

/// An attempt to read the events after a cursor over one transport, from connecting to its end.
/// Everything happens on the client's event loop.
interface Attempt {
    /// Receives the reports of an attempt. [#lost] is the last one.
    interface Listener {
        /// Every event after the cursor will be delivered.
        void opened();

        /// A cursor to resume from.
        void cursor(String cursor);

        /// An event or a reply has come.
        void arrived(ReceivedEvent event, long nanos);

        /// It has ended.
        void lost(Loss loss);
    }

    /// Begins an attempt.
    ///
    /// @param after the cursor; empty: read from the end of the log
    /// @param repeats whether a poll is repeated whose connection ended before its answer
    static Attempt begin(
            EventLoop loop,
            Way way,
            String token,
            Optional<String> after,
            ClientTimes times,
            ClientTraffic traffic,
            HostConnections host,
            boolean repeats,
            Listener listener) {
        ConnectionProtocol.Route http = way.addresses().httpRoute();
        CommandPoster poster =
                new CommandPoster(
                        loop,
                        new HttpExchange(loop, http, traffic, host, times.open(), repeats),
                        way.transport(),
                        token,
                        times.open(),
                        listener);
        return switch (way.resumption()) {
            case Resumption.Stream stream ->
                    new StreamAttempt(
                            loop, way, stream, token, after, times, traffic, host, poster,
                            listener);
            case Resumption.Poll poll ->
                    new PollAttempt(
                            loop,
                            poll,
                            token,
                            after,
                            times,
                            new HttpExchange(loop, http, traffic, host, times.open(), repeats),
                            poster,
                            listener);
        };
    }

    /// Sends the commands that it has not sent yet, in order. Called once it is open.
    ///
    /// @param unanswered by their ids; the listener removes those that are answered
    void publish(SequencedMap<String, String> unanswered);

    /// Keeps the connection alive; called several times a second.
    ///
    /// @return why the connection is regarded as dead; empty: it is not
    Optional<String> check(long now);

    /// Ends it.
    void close();
}
