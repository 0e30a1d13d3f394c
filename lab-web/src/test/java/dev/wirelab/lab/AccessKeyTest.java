package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.lane.LaneBrowser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the key opens, directly and through reverse proxies on the lab's host, which make all
/// visitors look like local ones.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessKeyTest {
    private static final String PUBLIC = "https://lab.example";
    private static final Path PAGE = Path.of("src/main/resources/web");

    /// Method and path of every route that needs the key.
    private static final List<String> CLOSED =
            List.of(
                    "GET /api/meters",
                    "GET /api/meters/stream",
                    "GET /metrics",
                    "GET /api/environment",
                    "GET /api/robot",
                    "PUT /api/robot",
                    "POST /api/robot/lease",
                    "DELETE /api/robot",
                    "GET /api/results",
                    "GET /api/results/x/report.html",
                    "GET /api/result-links/x/x/report.html",
                    "GET /api/comparison",
                    "POST /api/comparison",
                    "DELETE /api/comparison",
                    "GET /api/comparison/lines",
                    "GET /api/class",
                    "GET /api/class/invitation",
                    "POST /api/class/rounds",
                    "POST /api/class/cut",
                    "POST /api/class/move",
                    "DELETE /api/class/pupils/x");

    private final HttpClient client = HttpClient.newHttpClient();
    @AutoClose private final SiteLab lab = SiteLab.teaching(PUBLIC);

    /// How a visitor comes to the lab.
    enum Way {
        DIRECT,
        BYTES_FORWARDED,
        HOST_REWRITTEN
    }

    private final Map<Way, ReverseProxy> proxies = new EnumMap<>(Way.class);

    @BeforeAll
    void startProxies() {
        int port = lab.server().httpPort();
        proxies.put(Way.BYTES_FORWARDED, ReverseProxy.plain(port));
        proxies.put(Way.HOST_REWRITTEN, ReverseProxy.rewritingHost(port));
    }

    @AfterAll
    void stopProxies() {
        proxies.values().forEach(ReverseProxy::close);
        client.shutdownNow();
    }

    private URI at(Way way, String path) {
        ReverseProxy proxy = proxies.get(way);
        return proxy == null ? lab.at(path) : URI.create(proxy.origin() + path);
    }

    private int status(Way way, String call, String... headers) throws Exception {
        String[] words = call.split(" ", -1);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(way, words[1]))
                        .method(words[0], HttpRequest.BodyPublishers.ofString("{}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        // Streams do not end: the head is enough.
        HttpResponse<Stream<String>> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        answer.body().close();
        return answer.statusCode();
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheKeyEverythingThatNeedsItIsRefused(Way way) throws Exception {
        for (String call : CLOSED) {
            for (String value :
                    List.of("Bearer", "Bearer " + "x".repeat(32), "Basic " + lab.key())) {
                assertThat(status(way, call, "Authorization", value))
                        .as(call + " with " + value)
                        .isEqualTo(401);
            }
            assertThat(status(way, call)).as(call).isEqualTo(401);
            assertThat(status(way, call + "?key=" + lab.key())).as(call).isEqualTo(401);
            assertThat(status(way, call, "Origin", lab.origin())).as(call).isEqualTo(401);
            assertThat(status(way, call, "X-Forwarded-For", "127.0.0.1", "X-Real-IP", "127.0.0.1"))
                    .as(call)
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withTheKeyEverythingWorks(Way way) throws Exception {
        String[] key = {"Authorization", lab.authorization()};
        String[] page = {"Authorization", lab.authorization(), "Origin", PUBLIC};
        for (String call :
                List.of(
                        "GET /api/meters",
                        "GET /api/meters/stream",
                        "GET /metrics",
                        "GET /api/environment",
                        "GET /api/results",
                        "GET /api/class",
                        "GET /api/class/invitation",
                        "GET /api/comparison")) {
            assertThat(status(way, call, key)).as(call).isEqualTo(200);
        }
        assertThat(status(way, "GET /api/comparison/lines", key)).isEqualTo(404);
        assertThat(status(way, "PUT /api/robot", page)).isEqualTo(200);
        assertThat(status(way, "POST /api/robot/lease", page)).isEqualTo(200);
        assertThat(status(way, "DELETE /api/robot", page)).isEqualTo(204);
    }

    @ParameterizedTest
    @EnumSource
    void chattingNeedsNoKey(Way way) throws Exception {
        String user = "alice-" + way.ordinal();
        HttpResponse<String> logIn =
                client.send(
                        HttpRequest.newBuilder(at(way, "/api/sessions"))
                                .header("Origin", PUBLIC)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"user\":\"" + user + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode session = SiteLab.JSON.readTree(logIn.body());
        String token = session.path("token").asText();
        for (String path : List.of("/poll/short", "/poll/long", "/api/sessions/me/meters")) {
            assertThat(status(way, "GET " + path, "Authorization", "Bearer " + token))
                    .as(path)
                    .isEqualTo(200);
        }
        for (String path : List.of("/", "/js/main.js", "/api/transports", "/healthz")) {
            assertThat(status(way, "GET " + path)).as(path).isEqualTo(200);
        }
        URI webSocket = at(way, "/ws?token=" + token);
        try (LaneBrowser chat =
                new LaneBrowser(
                        URI.create(webSocket.toString().replace("http", "ws")), true, PUBLIC)) {
            assertThat(chat.next()).contains("hello");
        }
    }

    @Test
    void aRefusalNamesThePlacesOfTheKey() throws Exception {
        HttpResponse<String> answer = lab.send(HttpRequest.newBuilder(lab.at("/api/meters")).GET());
        assertThat(SiteLab.JSON.readTree(answer.body()).path("message").asText())
                .isEqualTo(
                        "this needs the lab's key, which is in the link that the lab printed when it"
                                + " started, and in the file that it named there");
    }

    @Test
    void noPageAndNoAnswerContainsTheKey() throws Exception {
        List<String> calls = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PAGE)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> calls.add("GET /" + PAGE.relativize(file)));
        }
        assertThat(calls).hasSizeGreaterThan(80);
        CLOSED.stream().filter(call -> !call.contains("/stream")).forEach(calls::add);
        calls.addAll(
                List.of(
                        "GET /",
                        "GET /api/transports",
                        "GET /healthz",
                        "GET /nothing",
                        "OPTIONS /api/meters",
                        "POST /api/sessions",
                        "GET /api/sessions/me/meters",
                        "POST /api/commands"));
        for (String call : calls) {
            for (String authorization : List.of("Bearer", lab.authorization())) {
                HttpResponse<String> answer = answer(call, authorization);
                assertThat(answer.body() + answer.headers().map())
                        .as(call)
                        .doesNotContain(lab.key());
            }
        }
        try (Stream<String> lines = lab.stream("/api/meters/stream?every=100").body()) {
            assertThat(lines.limit(5)).noneMatch(line -> line.contains(lab.key()));
        }
    }

    private HttpResponse<String> answer(String call, String authorization)
            throws IOException, InterruptedException {
        String[] words = call.split(" ", -1);
        return lab.send(
                HttpRequest.newBuilder(lab.at(words[1]))
                        .header("Authorization", authorization)
                        .method(words[0], HttpRequest.BodyPublishers.ofString("[]")));
    }
}
