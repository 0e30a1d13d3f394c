package dev.wirelab.transports.kit;

import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/// The whole contract of each transport that HTTP/2 can carry, over it.
@Tag("deep")
final class Http2ContractTest {
    private Http2ContractTest() {}

    /// A lab that the kit reaches through a gateway.
    private record BehindGateway(TestLab lab, Http2Gateway gateway) implements LabUnderTest {
        static LabUnderTest start(LabSettings settings) {
            TestLab lab = TestLab.startWithHttp2(settings);
            return new BehindGateway(lab, Http2Gateway.open(lab.http()));
        }

        @Override
        public URI http() {
            return lab.http();
        }

        @Override
        public InetSocketAddress tcp() {
            return lab.tcp();
        }

        @Override
        public String key() {
            return lab.key();
        }

        @Override
        public void close() {
            lab.close();
            gateway.close();
        }
    }

    abstract static class OnHttp2 extends TransportContract {
        OnHttp2(KitTransport wire) {
            super(wire);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return BehindGateway.start(settings);
        }
    }

    @Nested
    class LongPoll extends OnHttp2 {
        LongPoll() {
            super(KitTransport.LONG_POLL);
        }
    }

    @Nested
    class ShortPoll extends OnHttp2 {
        ShortPoll() {
            super(KitTransport.SHORT_POLL);
        }
    }

    @Nested
    class Sse extends OnHttp2 {
        Sse() {
            super(KitTransport.SSE);
        }
    }

    @Nested
    class HttpStream extends OnHttp2 {
        HttpStream() {
            super(KitTransport.HTTP_STREAM);
        }
    }
}
