package dev.wirelab.transports.kit;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/// The whole contract on two nodes that share a log: each client is attached to a random one, and
/// polls alternate between them.
@Tag("deep")
final class TwoNodeContractTest {
    /// Over WebSocket.
    @Nested
    final class OverWebSocket extends WebSocketContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over TCP.
    @Nested
    final class OverTcp extends TcpContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over long polling.
    @Nested
    final class OverLongPoll extends LongPollContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over short polling.
    @Nested
    final class OverShortPoll extends ShortPollContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over Server-Sent Events.
    @Nested
    final class OverSse extends SseContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over HTTP streaming.
    @Nested
    final class OverHttpStream extends HttpStreamContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }

    /// Over Socket.IO: all requests of a session of Engine.IO go to one node (N4).
    @Nested
    final class OverSocketIo extends SocketIoContractTest {
        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.start(settings);
        }
    }
}
