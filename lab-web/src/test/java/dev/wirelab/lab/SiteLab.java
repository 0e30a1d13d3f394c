package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.config.ClassOptions;
import dev.wirelab.lab.config.LabConfig;
import dev.wirelab.lab.config.SiteOptions;
import dev.wirelab.lab.lane.LaneBrowser;
import dev.wirelab.transports.AccessCode;
import dev.wirelab.transports.Quotas;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportType;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.http.auth.TokenSecret;
import dev.wirelab.transports.lab.TransportTypes;
import dev.wirelab.transports.socketio.SocketIoTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A lab for tests, with an HTTP client.
final class SiteLab implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final AccessKey key = AccessKey.random();
    private final HttpClient client = HttpClient.newHttpClient();
    private final LabServer lab;
    private final int httpPort;
    private final int tcpPort;

    /// A lab with the default configuration on free ports.
    SiteLab() {
        this(SiteOptions.DEFAULTS);
    }

    SiteLab(SiteOptions site) {
        this(0, 0, ChatOptions.DEFAULTS, TimeLimits.DEFAULTS, false, site, List.of());
    }

    private SiteLab(
            int http,
            int tcp,
            ChatOptions chat,
            TimeLimits limits,
            boolean ledger,
            SiteOptions site,
            List<String> origins) {
        this(http, tcp, chat, limits, ledger, site, origins, TransportTypes.ALL);
    }

    private SiteLab(
            int http,
            int tcp,
            ChatOptions chat,
            TimeLimits limits,
            boolean ledger,
            SiteOptions site,
            List<String> origins,
            List<TransportType> transports) {
        this(http, tcp, chat, limits, ledger, site, origins, transports, null);
    }

    private SiteLab(
            int http,
            int tcp,
            ChatOptions chat,
            TimeLimits limits,
            boolean ledger,
            SiteOptions site,
            List<String> origins,
            List<TransportType> transports,
            @Nullable AccessCode code) {
        try {
            lab =
                    LabServer.start(
                            new LabConfig(
                                    "127.0.0.1",
                                    http,
                                    tcp,
                                    chat,
                                    limits,
                                    Quotas.DEFAULTS,
                                    code,
                                    TokenSecret.random(),
                                    key,
                                    ledger,
                                    origins,
                                    site,
                                    null,
                                    false,
                                    transports));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.httpPort = lab.httpPort();
        this.tcpPort = lab.tcpPort();
    }

    /// One that holds a class without an access code, and also serves pages of these origins.
    static SiteLab teaching(String... origins) {
        SiteOptions site =
                new SiteOptions(
                        SiteOptions.DEFAULTS.results(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.of(new ClassOptions(Optional.empty())));
        return new SiteLab(
                0, 0, ChatOptions.DEFAULTS, TimeLimits.DEFAULTS, false, site, List.of(origins));
    }

    /// One with a ledger.
    static SiteLab withLedger() {
        return new SiteLab(
                0,
                0,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                true,
                SiteOptions.DEFAULTS,
                List.of());
    }

    /// One that also serves pages of these origins.
    static SiteLab allowing(String... origins) {
        return new SiteLab(
                0,
                0,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                false,
                SiteOptions.DEFAULTS,
                List.of(origins));
    }

    /// One with limits of its own.
    static SiteLab with(ChatOptions chat) {
        return new SiteLab(0, 0, chat, TimeLimits.DEFAULTS, false, SiteOptions.DEFAULTS, List.of());
    }

    /// One with time limits of its own.
    static SiteLab with(TimeLimits limits) {
        return new SiteLab(
                0, 0, ChatOptions.DEFAULTS, limits, false, SiteOptions.DEFAULTS, List.of());
    }

    /// One that demands an access code.
    static SiteLab demanding(String code) {
        return new SiteLab(
                0,
                0,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                false,
                SiteOptions.DEFAULTS,
                List.of(),
                TransportTypes.ALL,
                AccessCode.of(code));
    }

    /// One whose usual dialect of Socket.IO is this one.
    static SiteLab speaking(String dialect) {
        return new SiteLab(
                0,
                0,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                false,
                SiteOptions.DEFAULTS,
                List.of(),
                TransportTypes.with(SocketIoTransport.speaking(dialect)));
    }

    /// Another one on the ports of this one, which has ended.
    SiteLab startedAnew() {
        return new SiteLab(
                httpPort,
                tcpPort,
                ChatOptions.DEFAULTS,
                TimeLimits.DEFAULTS,
                false,
                SiteOptions.DEFAULTS,
                List.of());
    }

    LabServer server() {
        return lab;
    }

    /// The lab's origin.
    String origin() {
        return "http://127.0.0.1:" + httpPort;
    }

    URI at(String path) {
        return URI.create(origin() + path);
    }

    /// The key, for who owns the lab.
    String key() {
        return key.text();
    }

    /// The value of the header that shows the key.
    String authorization() {
        return "Bearer " + key.text();
    }

    /// Requests with the key, as a program does.
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(at(path)).header("Authorization", authorization()).GET());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /// Requests with the key, as the lab's own page does.
    HttpResponse<String> page(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Origin", origin())
                        .header("Authorization", authorization())
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Begins to read an answer that does not end, with the key.
    HttpResponse<Stream<String>> stream(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(at(path)).header("Authorization", authorization()).build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    /// Sends a raw request.
    ///
    /// @return the whole response
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), httpPort)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (request.replace("\n", "\r\n") + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// Logs in.
    String token(String user) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("user", user));
        var answer =
                send(
                        HttpRequest.newBuilder(at("/api/sessions"))
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        return JSON.readTree(answer.body()).path("token").asText();
    }

    /// Sends a request of a session, which must succeed.
    String as(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        var answer =
                send(
                        HttpRequest.newBuilder(at(path))
                                .header("Authorization", "Bearer " + token)
                                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    /// Publishes a message of a session.
    void say(String token, String to, String text) throws IOException, InterruptedException {
        String command = JSON.writeValueAsString(Map.of("type", "say", "to", to, "text", text));
        as(token, "POST", "/api/commands?transport=short-poll", command);
    }

    /// A user at a WebSocket.
    LaneBrowser person(String user) throws IOException, InterruptedException {
        return new LaneBrowser(
                URI.create(at("/ws?token=" + token(user)).toString().replace("http", "ws")),
                true,
                origin());
    }

    @Override
    public void close() {
        client.shutdownNow();
        lab.close();
    }
}
