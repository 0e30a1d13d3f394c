package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.meter.TrafficMeter;
import dev.wirelab.transports.tls.TlsFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The TLS ports: the essential rules on each transport, and what is refused there. The whole
/// contract above TLS is [TlsContractTest].
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
final class TlsTest {
    private TestLab lab;

    @SuppressWarnings("NullAway.Init")
    TlsTest() {}

    @BeforeAll
    void startLab() {
        lab = TestLab.startWithTls(LabSettings.defaults());
    }

    @AfterAll
    void endLab() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(KitTransport.class)
    @Rule({"X1", "E1"})
    void eventsArriveInOrderOnEveryTransport(KitTransport wire) {
        try (Scene scene = new Scene(lab, wire)) {
            TransportClient alice = scene.enter("alice");
            TransportClient bob = scene.enter("bob");
            // Several records in each direction, and more in one write than fits into a record.
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                texts.add(i + "\u20ac".repeat(i * 40));
            }
            for (String text : texts) {
                alice.say(bob.address(), text);
            }
            texts.forEach(bob::hears);
            Session session = bob.session();
            bob.close();
            alice.say(bob.address(), "later");
            try (TransportClient again = scene.connect(session, "0")) {
                texts.forEach(again::hears);
                again.hears("later");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KitTransport.class)
    @Rule("X3")
    void theLinesOfTheLedgerSumToTheBytesOfTheSocket(KitTransport wire) {
        try (TestLab own = TestLab.startWithTls(LabSettings.defaults())) {
            try (Scene scene = new Scene(own, wire)) {
                TransportClient alice = scene.enter("alice");
                alice.say(alice.address(), "hello");
                alice.hears("hello");
                alice.ping();
            }
            TrafficMeter meter = own.meters().of(wire.id());
            Await.until(
                    "all bytes have a class: " + meter.report(),
                    () ->
                            meter.get(Counter.CONNECTIONS_OPEN) == 0
                                    && sum(meter, Direction.IN) == meter.get(Counter.BYTES_IN)
                                    && sum(meter, Direction.OUT) == meter.get(Counter.BYTES_OUT));
            // The server's handshake with a certificate and a ticket, and a record of each message.
            assertThat(meter.get(Direction.OUT, ByteClass.TLS)).isBetween(600L, 20_000L);
            assertThat(meter.get(Direction.IN, ByteClass.TLS)).isBetween(300L, 20_000L);
            assertThat(meter.get(Direction.OUT, ByteClass.PAYLOAD)).isEqualTo(5);
            assertThat(meter.get(Direction.IN, ByteClass.UNREADABLE)).isZero();
        }
    }

    private static long sum(TrafficMeter meter, Direction direction) {
        return Stream.of(ByteClass.values()).mapToLong(line -> meter.get(direction, line)).sum();
    }

    static Stream<String> versions() {
        return Stream.of("TLSv1.3", "TLSv1.2");
    }

    @ParameterizedTest
    @MethodSource("versions")
    @Rule("X2")
    void bothVersionsAreSpokenAndHttp11IsChosen(String version) throws IOException {
        try (SSLSocket socket = secured(lab.http().getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            write(socket, "GET /healthz HTTP/1.1\r\nHost: lab\r\n\r\n");
            assertThat(Net.line(socket.getInputStream())).isEqualTo("HTTP/1.1 200 OK");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    @Rule("X2")
    void aClientThatOffersNothingInCommonIsRefusedWithAnAlert() throws IOException {
        long before = failures(TlsFailure.HANDSHAKE);
        try (SSLSocket socket = secured(lab.http().getPort())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("no_application_protocol");
        }
        try (SSLSocket socket = secured(lab.tcp().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        awaitFailures(TlsFailure.HANDSHAKE, before + 2);
    }

    @Test
    @Rule("X6")
    void aSecondHandshakeIsRefused() throws IOException {
        long before = failures(TlsFailure.RENEGOTIATION);
        try (SSLSocket socket = secured(lab.tcp().getPort())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            write(socket, "{\"type\":\"ping\"}\n");
            assertThat(Net.line(socket.getInputStream())).contains("unauthorized");
            assertThatThrownBy(
                            () -> {
                                socket.startHandshake();
                                Net.line(socket.getInputStream());
                            })
                    .isInstanceOf(IOException.class);
        }
        awaitFailures(TlsFailure.RENEGOTIATION, before + 1);
    }

    @Test
    @Rule("X4")
    void plaintextOnATlsPortIsRefusedInPlaintextAndDisturbsNobody() throws IOException {
        long before = failures(TlsFailure.PLAINTEXT);
        try (Scene scene = new Scene(lab, KitTransport.TCP)) {
            TransportClient alice = scene.enter("alice");
            try (Socket web = plain(lab.http().getPort());
                    Socket lines = plain(lab.tcp().getPort())) {
                write(web, "GET / HTTP/1.1\r\nHost: lab\r\n\r\n");
                assertThat(all(web)).startsWith("HTTP/1.1 400 ").contains("this port speaks https");
                write(lines, "{\"type\":\"login\",\"user\":\"mallory\"}\n");
                assertThat(all(lines)).contains("bad_request").endsWith("}\n");
            }
            awaitFailures(TlsFailure.PLAINTEXT, before + 2);
            alice.say(alice.address(), "still here");
            alice.hears("still here");
        }
    }

    @Test
    @Rule("X4")
    void tlsOnAPlaintextPortIsRefusedAndCounted() throws IOException {
        try (TestLab plaintext = TestLab.startWithLedger()) {
            for (int port : new int[] {plaintext.http().getPort(), plaintext.tcp().getPort()}) {
                try (SSLSocket socket = secured(port)) {
                    assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
                }
            }
            Await.until(
                    "both are counted",
                    () -> plaintext.tlsCounters().failures(TlsFailure.TLS_ON_PLAINTEXT_PORT) == 2);
        }
    }

    @Test
    @Rule("X4")
    void aHandshakeThatStopsHalfWayDelaysNobody() throws IOException {
        long before = failures(TlsFailure.DISCONNECTED);
        List<Socket> stuck = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = plain(i % 2 == 0 ? lab.tcp().getPort() : lab.http().getPort());
            // The head of a record of 512 bytes, which never come.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1});
            stuck.add(socket);
        }
        try (Scene scene = new Scene(lab, KitTransport.WEBSOCKET)) {
            TransportClient alice = scene.enter("alice");
            alice.say(alice.address(), "hello");
            alice.hears("hello");
        }
        for (Socket socket : stuck) {
            socket.close();
        }
        awaitFailures(TlsFailure.DISCONNECTED, before + 20);
    }

    @Test
    @Rule("X4")
    void aRecordThatCannotBeDecryptedEndsTheConnectionWithAnAlert() throws IOException {
        long before = failures(TlsFailure.RECORD);
        try (Socket below = plain(lab.tcp().getPort());
                Socket secure =
                        TlsPorts.secured(
                                below,
                                new InetSocketAddress(
                                        InetAddress.getLoopbackAddress(), lab.tcp().getPort()))) {
            write(secure, "{\"type\":\"ping\"}\n");
            assertThat(Net.line(secure.getInputStream())).contains("unauthorized");
            below.getOutputStream().write(new byte[] {23, 3, 3, 0, 17, 1, 2, 3, 4, 5, 6, 7, 8});
            below.getOutputStream().write(new byte[9]);
            assertThatThrownBy(() -> Net.line(secure.getInputStream()))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("bad_record_mac");
        }
        awaitFailures(TlsFailure.RECORD, before + 1);
    }

    private long failures(TlsFailure failure) {
        return lab.tlsCounters().failures(failure);
    }

    private void awaitFailures(TlsFailure failure, long expected) {
        Await.until(failure.id() + " is counted", () -> failures(failure) == expected);
    }

    /// A socket that has TLS from its first byte, before the handshake.
    private static SSLSocket secured(int port) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        TlsPorts.trusting(TlsPorts.certificate().certificate())
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        return socket;
    }

    private static Socket plain(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String all(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), US_ASCII);
        }
    }
}
