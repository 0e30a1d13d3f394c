package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The headers of the page's files.
@Timeout(60)
class PageHeadersTest {
    @AutoClose private final SiteLab lab = new SiteLab();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/css/base.css", "/js/main.js", "/favicon.svg"})
    void everyFileOfThePageHasItsSecurityHeaders(String path) throws Exception {
        HttpResponse<String> answer = lab.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy"))
                .hasValue("same-origin");
        assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void thePolicyAllowsOnlyFilesOfTheLab() throws Exception {
        Map<String, String> policy =
                Arrays.stream(
                                lab.get("/")
                                        .headers()
                                        .firstValue("Content-Security-Policy")
                                        .orElseThrow()
                                        .split(";\\s*"))
                        .map(part -> part.split(" ", 2))
                        .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        assertThat(policy)
                .containsEntry("default-src", "'none'")
                .containsEntry("script-src", "'self'")
                .containsEntry("style-src", "'self'")
                .containsEntry("base-uri", "'none'")
                .containsEntry("form-action", "'none'")
                .containsEntry("frame-ancestors", "'none'");
        assertThat(policy.values())
                .noneMatch(sources -> sources.contains("unsafe-"))
                .noneMatch(sources -> List.of(sources.split(" ")).contains("https:"));
        assertThat(policy.getOrDefault("connect-src", "*").split(" "))
                .as("this machine alone")
                .allMatch(source ->
                        source.equals("'self'")
                                || source.matches(
                                        "(https?|wss?)://(127\\.0\\.0\\.1|localhost):\\*"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html;charset=utf-8",
        "/css/base.css, text/css;charset=utf-8",
        "/js/main.js, text/javascript;charset=utf-8",
        "/favicon.svg, image/svg+xml",
        "/vendor/uplot/LICENSE, text/plain",
        "/socket.io/socket.io.js, text/javascript;charset=utf-8",
    })
    void aFileHasItsTypeAndIsSentAgainOnlyIfItChanged(String path, String type) throws Exception {
        HttpResponse<String> answer = lab.get(path);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        String tag = answer.headers().firstValue("ETag").orElseThrow();
        assertThat(ifNot(path, tag).statusCode()).isEqualTo(304);
        assertThat(ifNot(path, "\"other\"").body()).isEqualTo(answer.body());
    }

    @Test
    void aFileIsCompressedForABrowserAndNothingElseIs() throws Exception {
        HttpResponse<byte[]> file = compressed("/js/i18n/zh.js");
        assertThat(file.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(file.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(file.body()))) {
            byte[] whole = content.readAllBytes();
            assertThat(new String(whole, StandardCharsets.UTF_8))
                    .isEqualTo(lab.get("/js/i18n/zh.js").body());
            assertThat(file.body()).hasSizeLessThan(whole.length / 2);
        }
        String tag = file.headers().firstValue("ETag").orElseThrow();
        assertThat(ifNot("/js/i18n/zh.js", tag).statusCode()).isEqualTo(304);
        assertThat(compressed("/api/transports").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    private HttpResponse<byte[]> compressed(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(lab.at(path)).header("Accept-Encoding", "gzip").build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Test
    void headHasTheHeadersOfGet() throws Exception {
        HttpResponse<String> head = lab.send(HttpRequest.newBuilder(lab.at("/js/main.js")).HEAD());
        HttpResponse<String> whole = lab.get("/js/main.js");
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(whole.headers().firstValue("Content-Length"));
        assertThat(head.headers().firstValue("ETag")).isEqualTo(whole.headers().firstValue("ETag"));
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none.js",
                "/css",
                "/css/",
                "/dev/wirelab/lab/LabMain.class",
                "/../dev/wirelab/lab/LabMain.class",
                "/js/../../dev/wirelab/lab/LabMain.class",
                "/%2e%2e/dev/wirelab/lab/LabMain.class",
                "/js/%2e%2e/%2e%2e/dev/wirelab/lab/LabMain.class",
                "/..%2fdev/wirelab/lab/LabMain.class",
                "/..;/dev/wirelab/lab/LabMain.class",
                "//etc/passwd",
                "/.html",
                "/logback.xml",
                "/../logback.xml",
            })
    void nothingElseIsServed(String path) throws Exception {
        HttpResponse<String> answer = lab.get(path);
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.body()).contains("\"type\":\"error\"");
    }

    private HttpResponse<String> ifNot(String path, String tag) throws Exception {
        return lab.send(HttpRequest.newBuilder(lab.at(path)).header("If-None-Match", tag));
    }
}
