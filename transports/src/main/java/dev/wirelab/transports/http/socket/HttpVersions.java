package dev.wirelab.transports.http.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins connections of HTTP/1.1 and of HTTP/2. A client has HTTP/2 if it begins with the preface
/// (RFC 9113 §3.4): over TLS after `h2` was chosen by ALPN, in plaintext by prior knowledge (§3.3).
/// `Upgrade: h2c` is ignored, as §3.1 allows.
final class HttpVersions extends AbstractConnectionFactory {
    private static final Logger LOG = LoggerFactory.getLogger(HttpVersions.class);
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// The number of exchanges that a connection may have at once (RFC 9113 §5.1.2).
    private static final int MAX_STREAMS = 100;

    /// How many frames a second a connection may send that cost the lab more than the client:
    /// pings, settings, resets, priorities, and empty ones. A client that sends more has its
    /// connection ended with ENHANCE_YOUR_CALM.
    private static final int MAX_CONTROL_FRAMES = 128;

    private static final int NO_ERROR = 0;

    private final HttpConnectionFactory http1;
    private final HTTP2ServerConnectionFactory http2;

    HttpVersions(HttpConfiguration http) {
        super("http");
        http1 = new HttpConnectionFactory(http);
        http2 = new HTTP2ServerConnectionFactory(http);
        http2.setMaxConcurrentStreams(MAX_STREAMS);
        http2.setRateControlFactory(new WindowRateControl.Factory(MAX_CONTROL_FRAMES));
        // A browser would open its WebSockets over HTTP/2 without being asked.
        http2.setConnectProtocolEnabled(false);
        installBean(http1);
        installBean(http2);
    }

    /// Ends the connections of HTTP/2 with GOAWAY, so that their clients know why.
    void goAway() {
        http2.getBean(SessionContainer.class)
                .getSessions()
                .forEach(session -> session.close(NO_ERROR, "shutting_down", Callback.NOOP));
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint endPoint) {
        return configure(new FirstBytes(connector, endPoint), connector, endPoint);
    }

    /// A connection whose version is not known yet.
    private final class FirstBytes extends AbstractConnection implements Connection.UpgradeFrom {
        private final Connector connector;
        private final Callback fillable =
                Callback.from(
                        InvocationType.NON_BLOCKING,
                        this::onFillable,
                        this::onFillInterestedFailed);
        private final ByteBuffer first = BufferUtil.allocate(PREFACE.length);

        FirstBytes(Connector connector, EndPoint endPoint) {
            super(endPoint, connector.getExecutor());
            this.connector = connector;
        }

        @Override
        public void onOpen() {
            super.onOpen();
            fillInterested(fillable);
        }

        @Override
        public ByteBuffer onUpgradeFrom() {
            return first;
        }

        @Override
        public void onFillable() {
            try {
                int filled = getEndPoint().fill(first);
                while (filled > 0 && isUndecided()) {
                    filled = getEndPoint().fill(first);
                }
                if (filled < 0 && !first.hasRemaining()) {
                    getEndPoint().close();
                } else if (filled == 0 && isUndecided()) {
                    fillInterested(fillable);
                } else {
                    begin();
                }
            } catch (IOException e) {
                LOG.debug("the client has disconnected: {}", e.getMessage());
                getEndPoint().close();
            }
        }

        /// Whether what has been received may become the preface.
        private boolean isUndecided() {
            int length = first.remaining();
            return length < PREFACE.length && isPreface(length);
        }

        private boolean isPreface(int length) {
            byte[] bytes = new byte[length];
            first.get(first.position(), bytes);
            return Arrays.equals(bytes, 0, length, PREFACE, 0, length);
        }

        private void begin() {
            MeteredEndPoint socket = (MeteredEndPoint) getEndPoint();
            boolean hasPreface = first.remaining() == PREFACE.length && isPreface(PREFACE.length);
            if (socket.mustSpeakHttp2() && !hasPreface) {
                LOG.debug("h2 was chosen, but the preface did not come");
                socket.close();
            } else if (hasPreface && socket.maySpeakHttp2()) {
                socket.beginHttp2();
                socket.upgrade(http2.newConnection(connector, socket));
            } else {
                socket.upgrade(http1.newConnection(connector, socket));
            }
        }
    }
}
