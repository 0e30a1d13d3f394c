package dev.wirelab.load.survive.client;

import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Optional;
import java.util.SequencedMap;

/// An attempt to read the events after a cursor over one transport, from connecting to its end.
/// Everything happens on the client's event loop.
interface Attempt {
    /// What an attempt reports. Nothing follows [#lost].
    interface Listener {
        /// Every event after the cursor will be delivered.
        void opened();

        /// A position to resume from.
        void cursor(String cursor);

        /// An event or a reply has come.
        void arrived(ReceivedEvent event, long nanos);

        /// It has ended.
        void lost(Loss loss);
    }

    /// Sends the commands that it has not sent yet, in order. Called once it is open.
    ///
    /// @param unanswered by their ids; the listener removes what is answered
    void publish(SequencedMap<String, String> unanswered);

    /// Keeps it alive; called several times a second.
    ///
    /// @return why it is taken for dead; empty: it is not
    Optional<String> check(long now);

    /// Ends it.
    void close();
}
