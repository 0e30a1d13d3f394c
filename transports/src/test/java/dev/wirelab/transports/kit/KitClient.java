package dev.wirelab.transports.kit;

import org.jspecify.annotations.Nullable;

/// What the kit must know of a transport, given by the kit's client of it.
///
/// @param id the transport's id
/// @param path its path on the HTTP port; null if it has a port of its own
/// @param isStream whether the lab sends by itself over one long connection
/// @param connect connects with a session's token
/// @param dial opens a connection to log in on; null if its connections carry no commands
/// @param raw opens a connection that nobody reads; null without connections that stay open
/// @param framing how the lab's bytes are cut beyond bodies of HTTP; null if they are not
record KitClient(
        String id,
        @Nullable String path,
        boolean isStream,
        Connect connect,
        @Nullable Dial dial,
        @Nullable Raw raw,
        @Nullable Framing framing) {
    interface Connect {
        TransportClient connect(LabUnderTest lab, Entry entry);
    }

    interface Dial {
        PushClient dial(LabUnderTest lab);
    }

    interface Raw {
        RawStream open(LabUnderTest lab, Session session, int receiveBuffer);
    }
}
