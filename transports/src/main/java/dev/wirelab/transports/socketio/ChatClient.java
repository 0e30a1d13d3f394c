package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.TransportContext;

/// A member of a namespace that is a client of the chat. Safe on any thread; nothing blocks.
interface ChatClient extends Namespace.Member, OutboundWriter.Sink {
    TransportContext lab();

    /// The session of Engine.IO on which it is connected.
    EngineSession engine();

    /// Its connection to the chat.
    ClientConnection client();

    @Override
    default Admission.Place place() {
        return engine().place();
    }

    @Override
    default void resume() {
        engine().resume();
    }

    @Override
    default boolean isStalled() {
        return client().writer().stalledNanos() > lab().limits().stall().toNanos();
    }

    @Override
    default void check() {
        client().checkLogIn();
    }

    @Override
    default void end(Refusal why) {
        client().end(why);
    }
}
