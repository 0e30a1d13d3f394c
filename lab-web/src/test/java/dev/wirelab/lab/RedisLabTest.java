package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.RedisOptions;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.redis.RedisUrl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server program with `--redis`: what a restart leaves, and what ends it.
@Timeout(60)
final class RedisLabTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HI =
            "{\"type\":\"say\",\"to\":\"#lobby\",\"text\":\"hi\",\"id\":\"k1\"}";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private RedisProgram redis;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisProgram.start(folder);
    }

    @AfterEach
    void endRedis() {
        http.close();
        if (redis != null) {
            redis.close();
        }
    }

    private static LabConfig config(String url) {
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
                null,
                false,
                TransportTypes.ALL,
                new RedisOptions(RedisUrl.parse(url), true));
    }

    private HttpResponse<String> send(
            int port, String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(
                request.method(method, BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private String logIn(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, "POST", "/api/sessions", "", "{\"user\":\"ann\"}");
        assertThat(answer.statusCode()).isEqualTo(201);
        return JSON.readTree(answer.body()).path("token").asText();
    }

    private String say(int port, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, "POST", "/api/commands", token, HI);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("cursor").asText();
    }

    private JsonNode poll(int port, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, "GET", "/poll/short?after=0", token, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("events");
    }

    @Test
    void aRestartKeepsTokensAndMessagesAndALostLogIsReported() throws Exception {
        String token;
        String cursor;
        try (LabServer lab = LabServer.start(config(redis.url()))) {
            token = logIn(lab.httpPort());
            cursor = say(lab.httpPort(), token);
        }
        try (LabServer lab = LabServer.start(config(redis.url()))) {
            assertThat(say(lab.httpPort(), token)).isEqualTo(cursor);
            assertThat(poll(lab.httpPort(), token)).hasSize(1);
            redis.empty();
            HttpResponse<String> answer =
                    send(lab.httpPort(), "POST", "/api/commands", token, HI.replace("k1", "k2"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(lab.logLost().toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .contains("a new epoch has begun");
        }
    }

    @Test
    void withoutARedisItDoesNotStart() {
        assertThatThrownBy(() -> LabServer.start(config("redis://127.0.0.1:1")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot use the log in Redis at 127.0.0.1:1");
    }

    @Test
    @Tag("deep")
    void afterKill9OfLabAndRedisNothingConfirmedIsLost() throws Exception {
        String[] options = {"--http-port=0", "--tcp-port=0", "--redis=" + redis.url()};
        String token;
        String cursor;
        try (LabProgram lab = LabProgram.serve(options)) {
            int port = lab.httpPort();
            token = logIn(port);
            cursor = say(port, token);
            lab.kill();
        }
        redis.killAndRestart();
        try (LabProgram lab = LabProgram.serve(options)) {
            int port = lab.httpPort();
            assertThat(say(port, token)).isEqualTo(cursor);
            assertThat(poll(port, token)).hasSize(1);
            redis.empty();
            send(port, "POST", "/api/commands", token, HI.replace("k1", "k2"));
            assertThat(lab.process().waitFor(15, TimeUnit.SECONDS)).isTrue();
            assertThat(lab.process().exitValue()).isEqualTo(1);
            assertThat(lab.errors()).last().asString().contains("new epoch has begun");
        }
    }
}
