package dev.wirelab.load.measure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.lab.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Labs at https addresses, of which a server that answers one path is enough.
final class LabApiTest {
    private static final String TRANSPORTS =
            "[{\"id\":\"websocket\",\"path\":\"/ws\",\"tlsPort\":7443},"
                    + "{\"id\":\"tcp\",\"tlsPort\":7444},{\"id\":\"other\",\"port\":7071}]";

    private HttpsServer server = emptyServer();

    private static HttpsServer emptyServer() {
        try {
            return HttpsServer.create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server.setHttpsConfigurator(new HttpsConfigurator(TestKeys.get().server()));
        server.createContext(
                "/below/api/transports",
                exchange -> {
                    byte[] body = TRANSPORTS.getBytes(US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void allAddressesOfAnHttpsTargetAreThoseWithTlsAndItsPathIsKept() throws Exception {
        String http = at("127.0.0.1");
        TrustedCertificates trusted = trusted();
        Map<String, Target.Endpoint> tcp = Map.of("tcp", new Target.Endpoint("127.0.0.1", 7444));
        try (MeasuredLab lab = MeasuredLab.elsewhere(http, Optional.of("key"), trusted, null)) {
            Target.Secure tls = new Target.Secure(http, tcp, trusted);
            assertThat(lab.target()).isEqualTo(new Target(http, tcp, "key", tls));
            assertThat(lab.target().secured()).isEqualTo(lab.target());
            lab.checkTls();
            lab.check();
        }
    }

    @Test
    void aCertificateThatIsNotTrustedOrOfAnotherHostIsReportedInOneLine() throws Exception {
        TrustedCertificates usual = new TrustedCertificates(null);
        assertThatThrownBy(
                        () -> MeasuredLab.elsewhere(at("127.0.0.1"), Optional.empty(), usual, null))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("the lab at " + at("127.0.0.1") + " is not trusted (")
                .hasMessageContaining("--ca FILE names its certificate")
                .message()
                .hasLineCount(1);
        assertThatThrownBy(() ->
                        MeasuredLab.elsewhere(at("localhost"), Optional.empty(), trusted(), null))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("is not trusted (No ")
                .hasMessageContaining("localhost");
    }

    private String at(String host) {
        return "https://%s:%d/below".formatted(host, server.getAddress().getPort());
    }

    private static TrustedCertificates trusted() throws Exception {
        return new TrustedCertificates(TestKeys.get().pem().toString());
    }
}
