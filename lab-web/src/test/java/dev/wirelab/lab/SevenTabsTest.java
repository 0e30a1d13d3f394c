package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.lab.config.TlsPorts;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.tls.DevelopmentCertificate;
import dev.wirelab.transports.tls.Tls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/// Seven event streams of one browser, as of seven tabs: over HTTP/1.1 the seventh is never opened,
/// since a browser has six connections per host, and over HTTP/2 all of them share one.
@Tag("deep")
@Timeout(120)
final class SevenTabsTest {
    private static final String SCRIPT =
            """
            const done = arguments[arguments.length - 1];
            (async () => {
              const body = JSON.stringify({ user: 'tabs' });
              const { token } = await (await fetch('/api/sessions', { method: 'POST', body })).json();
              const heard = new Set();
              for (let i = 0; i < 7; i++) {
                const stream = new EventSource(`/sse?token=${token}`);
                stream.onmessage = () => heard.add(i);
              }
              const until = performance.now() + 4000;
              while (heard.size < 7 && performance.now() < until) {
                await new Promise((resolve) => setTimeout(resolve, 20));
              }
              const [page] = performance.getEntriesByType('navigation');
              done([page.nextHopProtocol, heard.size]);
            })().catch((problem) => done(String(problem)));
            """;

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    SevenTabsTest() {}

    @Test
    void theSeventhStreamStarvesOverHttp11AndOpensOverHttp2() throws Exception {
        assertThat(protocolAndStreams(false)).asString().isEqualTo("[http/1.1, 6]");
        assertThat(protocolAndStreams(true)).asString().isEqualTo("[h2, 7]");
    }

    private Object protocolAndStreams(boolean http2) throws Exception {
        ChromeDriver browser = Chromium.start();
        try (LabServer lab = LabServer.start(config(http2))) {
            browser.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
            // The certificate is made for this test, and nobody trusts it.
            browser.executeCdpCommand(
                    "Security.setIgnoreCertificateErrors", Map.of("ignore", true));
            browser.get("https://127.0.0.1:" + lab.httpsPort() + "/healthz");
            return Objects.requireNonNull(browser.executeAsyncScript(SCRIPT));
        } finally {
            browser.quit();
        }
    }

    private LabConfig config(boolean http2) throws Exception {
        Tls tls = new Tls(DevelopmentCertificate.in(folder, List.of("localhost", "127.0.0.1")));
        return new LabConfig(
                "127.0.0.1",
                0,
                0,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                Quotas.DEFAULTS,
                null,
                TokenSecret.random(),
                AccessKey.random(),
                false,
                List.of(),
                SiteOptions.DEFAULTS,
                new TlsPorts(0, 0, true, tls, null),
                http2,
                TransportTypes.ALL);
    }
}
