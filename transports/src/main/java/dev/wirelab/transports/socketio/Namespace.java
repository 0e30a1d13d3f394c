package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;

/// A namespace of Socket.IO, to which clients connect by its name.
@FunctionalInterface
interface Namespace {
    /// A client connects. The answer is up to the member: [NamespaceLink#connected], or
    /// [NamespaceLink#refused].
    ///
    /// @param auth the JSON object that the client connects with; empty without one
    /// @throws Refusal `bad_request` if it cannot be read
    Member connect(NamespaceLink link, String auth);

    /// One client in a namespace. Events come one at a time; nothing may block.
    interface Member {
        /// An event of the client.
        void event(PacketEvent event);

        /// Whether another event may be received.
        boolean hasRoom();

        /// Whether the client has not read its output for too long.
        boolean isStalled();

        /// Called periodically by the timer.
        void check();

        /// Reports a reason and disconnects.
        void end(Refusal why);

        /// The client has left the namespace, or its session has ended. Called once.
        void closed();
    }
}
