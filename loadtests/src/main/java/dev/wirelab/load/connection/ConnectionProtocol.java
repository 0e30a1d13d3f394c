package dev.wirelab.load.connection;

import dev.wirelab.load.measure.TrustedCertificates;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import io.gatling.javaapi.core.ProtocolBuilder;
import io.gatling.netty.util.Transports;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.runtime.BoxedUnit;

/// The addresses that the steps of a scenario connect to, for Gatling's `protocols(…)`.
///
/// @param http where requests go
/// @param stream where [ConnectionStep#connect] connects
/// @param path the path before the target of each request; may be empty
/// @param tls for TLS on both; null: plain text
/// @param traffic counts the bytes on the sockets; null: they are not counted
/// @param http2 whether a virtual user has one connection of HTTP/2, for its requests and for a
///   stream in a response
public record ConnectionProtocol(
        Address http,
        Address stream,
        String path,
        @Nullable SslContext tls,
        @Nullable ClientTraffic traffic,
        boolean http2)
        implements Protocol, ProtocolBuilder {
    static final ProtocolKey<ConnectionProtocol, Components> KEY = new Key();
    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration CONNECT = Duration.ofMillis(CONNECT_MILLIS);

    /// A host and a port.
    public record Address(String host, int port) {}

    /// Where a connection leads.
    ///
    /// @param path the path before the target of each request; may be empty
    /// @param tls for TLS; null: plain text
    public record Route(Address address, String path, @Nullable SslContext tls) {}

    /// The route of requests.
    public Route httpRoute() {
        return new Route(http, path, tls);
    }

    /// The route of streams.
    public Route streamRoute() {
        return new Route(stream, path, tls);
    }

    /// A protocol for one address.
    ///
    /// @param url such as `http://127.0.0.1:7070`, with the path below which all targets are;
    ///   `https` uses the authorities that the JDK trusts
    public static ConnectionProtocol to(String url) {
        URI uri = URI.create(url);
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath().replaceFirst("/+$", "");
        Address address = new Address(uri.getHost().replaceAll("[\\[\\]]", ""), port);
        try {
            SslContext tls = secure ? SslContextBuilder.forClient().build() : null;
            return new ConnectionProtocol(address, address, path, tls, null, false);
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS here: " + e.getMessage(), e);
        }
    }

    /// The same with another address for streams.
    public ConnectionProtocol streamingTo(String host, int port) {
        return new ConnectionProtocol(http, new Address(host, port), path, tls, traffic, http2);
    }

    /// The same over TLS, for example with a certificate authority that the JDK does not trust.
    public ConnectionProtocol over(SslContext context) {
        return new ConnectionProtocol(http, stream, path, context, traffic, http2);
    }

    /// The same over TLS, with a server whose certificate is trusted and has its name.
    ///
    /// @throws IOException if the certificates cannot be used; the message names the file
    public ConnectionProtocol over(TrustedCertificates trusted) throws IOException {
        return over(SslContextBuilder.forClient().trustManager(trusted.managers()).build());
    }

    /// The same with all traffic counted.
    public ConnectionProtocol counting(ClientTraffic counter) {
        return new ConnectionProtocol(http, stream, path, tls, counter, http2);
    }

    /// The same over HTTP/2: in plaintext by prior knowledge, over TLS by ALPN, which the context
    /// of [#over] has to offer ([#offerHttp2]). Streams are [Framing#eventStream] and
    /// [Framing#lineStream] only, on the connection to `http`.
    public ConnectionProtocol overHttp2() {
        return new ConnectionProtocol(http, stream, path, tls, traffic, true);
    }

    /// Makes a client offer HTTP/2 by ALPN.
    public static SslContextBuilder offerHttp2(SslContextBuilder client) {
        return client.applicationProtocolConfig(
                new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        Http2Framing.H2));
    }

    @Override
    public Protocol protocol() {
        return this;
    }

    /// The state that the steps of one scenario share. The connections of a virtual user are closed
    /// when the user ends.
    record Components(ConnectionProtocol protocol, boolean nativeTransport, boolean ioUring)
            implements ProtocolComponents {
        /// Opens a connection on the virtual user's own event loop.
        void open(
                Connection connection,
                Address address,
                EventLoop eventLoop,
                @Nullable Predicate<Message> until,
                Connection.Outcome outcome) {
            Bootstrap bootstrap =
                    new Bootstrap()
                            .group(eventLoop)
                            .channelFactory(
                                    Transports.newSocketChannelFactory(nativeTransport, ioUring))
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
            connection.under(protocol.path);
            if (protocol.traffic != null) {
                connection.counted(protocol.traffic);
            }
            connection.open(
                    eventLoop,
                    bootstrap,
                    address.host,
                    address.port,
                    protocol.tls,
                    CONNECT,
                    until,
                    outcome);
        }

        /// Opens a stream on a connection of HTTP/2.
        void open(
                Connection stream,
                Connection shared,
                @Nullable Predicate<Message> until,
                Connection.Outcome outcome) {
            stream.under(protocol.path);
            stream.open(shared, CONNECT, until, outcome);
        }

        /// A connection for requests, which is not open yet.
        Connection forRequests() {
            return new Connection(protocol.http2 ? new Http2Framing() : new HttpFraming(), _ -> {});
        }

        @Override
        public Function1<Session, Session> onStart() {
            return session -> session;
        }

        @Override
        public Function1<Session, BoxedUnit> onExit() {
            return session -> {
                for (Slot slot : Slot.values()) {
                    slot.of(session).ifPresent(Connection::close);
                }
                return BoxedUnit.UNIT;
            };
        }
    }

    private static final class Key implements ProtocolKey<ConnectionProtocol, Components> {
        @Override
        @SuppressWarnings("unchecked") // Gatling's signature wants Class<Protocol> itself.
        public Class<Protocol> protocolClass() {
            return (Class<Protocol>) (Class<?>) ConnectionProtocol.class;
        }

        @Override
        public ConnectionProtocol defaultProtocolValue(GatlingConfiguration configuration) {
            throw new IllegalStateException("the scenario connects and has no ConnectionProtocol");
        }

        @Override
        public Function1<ConnectionProtocol, Components> newComponents(CoreComponents core) {
            var netty = core.configuration().netty();
            return protocol ->
                    new Components(protocol, netty.useNativeTransport(), netty.useIoUring());
        }
    }
}
