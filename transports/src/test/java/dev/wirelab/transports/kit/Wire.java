package dev.wirelab.transports.kit;

/// The transports as the kit knows them: how a client of each comes in, and what each can do.
enum Wire {
    WEBSOCKET("websocket", true) {
        @Override
        TransportClient connect(LabUnderTest lab, Entry entry) {
            return WebSocketClient.connect(lab, entry);
        }

        @Override
        PushClient dial(LabUnderTest lab) {
            return WebSocketClient.dial(lab);
        }
    },
    LONG_POLL("long-poll", false) {
        @Override
        TransportClient connect(LabUnderTest lab, Entry entry) {
            return PollClient.connect(lab, this, entry);
        }
    },
    SHORT_POLL("short-poll", false) {
        @Override
        TransportClient connect(LabUnderTest lab, Entry entry) {
            return PollClient.connect(lab, this, entry);
        }
    },
    TCP("tcp", true) {
        @Override
        TransportClient connect(LabUnderTest lab, Entry entry) {
            return TcpClient.connect(lab, entry);
        }

        @Override
        PushClient dial(LabUnderTest lab) {
            return TcpClient.dial(lab);
        }
    };

    private final String id;
    private final boolean push;

    Wire(String id, boolean push) {
        this.id = id;
        this.push = push;
    }

    /// The transport's id, as in the meters.
    String id() {
        return id;
    }

    /// Whether the lab sends by itself over one long connection, on which a client may log in.
    boolean push() {
        return push;
    }

    /// Comes in with a session's token.
    ///
    /// @throws RefusedException if the lab does not let it
    abstract TransportClient connect(LabUnderTest lab, Entry entry);

    /// Opens a connection that is not logged in.
    PushClient dial(LabUnderTest lab) {
        throw new UnsupportedOperationException(id + " has no connection to log in on");
    }
}
