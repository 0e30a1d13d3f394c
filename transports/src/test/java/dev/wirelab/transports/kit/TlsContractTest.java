package dev.wirelab.transports.kit;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/// The whole contract of each transport on its TLS port: the same rules, above TLS.
@Tag("deep")
final class TlsContractTest {
    private TlsContractTest() {}

    abstract static class OnTls extends TransportContract {
        OnTls(KitTransport wire) {
            super(wire);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return TestLab.startWithTls(settings);
        }
    }

    @Nested
    class WebSocket extends OnTls {
        WebSocket() {
            super(KitTransport.WEBSOCKET);
        }
    }

    @Nested
    class LongPoll extends OnTls {
        LongPoll() {
            super(KitTransport.LONG_POLL);
        }
    }

    @Nested
    class ShortPoll extends OnTls {
        ShortPoll() {
            super(KitTransport.SHORT_POLL);
        }
    }

    @Nested
    class Sse extends OnTls {
        Sse() {
            super(KitTransport.SSE);
        }
    }

    @Nested
    class SocketIo extends OnTls {
        SocketIo() {
            super(KitTransport.SOCKET_IO);
        }
    }

    @Nested
    class Tcp extends OnTls {
        Tcp() {
            super(KitTransport.TCP);
        }
    }

    @Nested
    class HttpStream extends OnTls {
        HttpStream() {
            super(KitTransport.HTTP_STREAM);
        }
    }
}
