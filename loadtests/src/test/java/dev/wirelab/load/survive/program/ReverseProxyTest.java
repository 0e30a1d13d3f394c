package dev.wirelab.load.survive.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The proxies of this machine, before a bare server.
@Timeout(60)
final class ReverseProxyTest {
    private static Stream<ProxyConfiguration> configurations() {
        return Stream.of(
                ProxyConfiguration.NGINX_DEFAULT,
                ProxyConfiguration.NGINX_TUNED,
                ProxyConfiguration.HAPROXY_DEFAULT,
                ProxyConfiguration.HAPROXY_TUNED);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aRequestIsForwardedAndNothingIsLeftAfterwards(ProxyConfiguration configuration)
            throws Exception {
        assumeTrue(configuration.program().path().isPresent(), "not installed");
        try (ServerSocket lab = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            lab.setSoTimeout(20_000);
            Target.Endpoint port = new Target.Endpoint("127.0.0.1", lab.getLocalPort());
            Target target =
                    new Target("http://127.0.0.1:" + lab.getLocalPort(), Map.of("lines", port));
            Target front;
            try (ReverseProxy proxy = ReverseProxy.start(configuration, target)) {
                front = proxy.front();
                assertThat(forwarded(lab, URI.create(front.http()).getPort()))
                        .isEqualTo("GET /here ");
                if (configuration.hasLines()) {
                    assertThat(forwarded(lab, front.endpoint("lines").port()))
                            .isEqualTo("GET /here ");
                } else {
                    assertThat(front.endpoint("lines")).isEqualTo(port);
                }
            }
            int closed = URI.create(front.http()).getPort();
            assertThatThrownBy(() -> new Socket("127.0.0.1", closed).close())
                    .isInstanceOf(IOException.class);
        }
    }

    private static String forwarded(ServerSocket lab, int port) throws IOException {
        try (Socket client = new Socket("127.0.0.1", port)) {
            client.getOutputStream()
                    .write(
                            "GET /here HTTP/1.1\r\nHost: a\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            try (Socket forwarded = lab.accept()) {
                return new String(
                        forwarded.getInputStream().readNBytes(10), StandardCharsets.US_ASCII);
            }
        }
    }

    @Test
    void aConfigurationThatTheProgramRefusesIsReportedInItsWords() {
        ProxyConfiguration wrong = new ProxyConfiguration(Program.NGINX, "pigeons on;");
        assumeTrue(wrong.program().path().isPresent(), "not installed");
        assertThatThrownBy(
                        () -> ReverseProxy.start(wrong, new Target("http://127.0.0.1:1", Map.of())))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("nginx does not start: ")
                .hasMessageContaining("unknown directive \"pigeons\"");
    }

    @Test
    void theDocumentedConfigurationsAreThoseThatAreTried() throws IOException {
        assertThat(Deploying.nginx()).isEqualTo(ProxyConfiguration.NGINX_TUNED);
        assertThat(Deploying.haproxy()).isEqualTo(ProxyConfiguration.HAPROXY_TUNED);
    }
}
