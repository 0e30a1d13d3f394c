package dev.wirelab.transports.kit;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/// The whole contract on two nodes that share a log in Redis, as [TwoNodeContractTest] has it on
/// two that share one in memory.
@Tag("deep")
final class RedisContractTest {
    private RedisContractTest() {}

    abstract static class OnRedis extends TransportContract {
        OnRedis(KitTransport wire) {
            super(wire);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TwoNodeLab.onRedis(settings);
        }
    }

    @Nested
    class WebSocket extends OnRedis {
        WebSocket() {
            super(KitTransport.WEBSOCKET);
        }
    }

    @Nested
    class LongPoll extends OnRedis {
        LongPoll() {
            super(KitTransport.LONG_POLL);
        }
    }

    @Nested
    class ShortPoll extends OnRedis {
        ShortPoll() {
            super(KitTransport.SHORT_POLL);
        }
    }

    @Nested
    class Sse extends OnRedis {
        Sse() {
            super(KitTransport.SSE);
        }
    }

    @Nested
    class HttpStream extends OnRedis {
        HttpStream() {
            super(KitTransport.HTTP_STREAM);
        }
    }

    @Nested
    class Tcp extends OnRedis {
        Tcp() {
            super(KitTransport.TCP);
        }
    }

    @Nested
    class SocketIo extends OnRedis {
        SocketIo() {
            super(KitTransport.SOCKET_IO);
        }
    }
}
