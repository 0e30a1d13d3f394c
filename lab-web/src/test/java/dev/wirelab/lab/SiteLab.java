package dev.wirelab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.Limits;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A lab of one test, and what a client asks of it.
final class SiteLab implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LabServer lab;

    SiteLab(SiteOptions site) throws IOException {
        this(site, false);
    }

    SiteLab(SiteOptions site, boolean ledger) throws IOException {
        lab =
                LabServer.start(
                        new LabConfig(
                                "127.0.0.1",
                                0,
                                0,
                                ChatOptions.DEFAULTS,
                                Limits.DEFAULTS,
                                TokenSecret.random(),
                                ledger,
                                List.of(),
                                site));
    }

    LabServer server() {
        return lab;
    }

    /// The lab's own address, as its page's origin.
    String origin() {
        return "http://127.0.0.1:" + lab.httpPort();
    }

    URI at(String path) {
        return URI.create(origin() + path);
    }

    /// Asks as a program would, without an origin.
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)).GET());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    /// Asks as the lab's own page would.
    HttpResponse<String> page(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(at(path))
                        .header("Origin", origin())
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /// Begins to read an answer that does not end.
    HttpResponse<java.util.stream.Stream<String>> stream(String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(at(path)).build(), HttpResponse.BodyHandlers.ofLines());
    }

    /// Sends a request as it stands; answers the whole answer.
    String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), lab.httpPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(
                            (request.replace("\n", "\r\n") + "Connection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String token(String user) throws IOException, InterruptedException {
        var answer =
                send(
                        HttpRequest.newBuilder(at("/api/sessions"))
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"user\":\"" + user + "\"}")));
        return JSON.readTree(answer.body()).path("token").asText();
    }

    /// A person at a WebSocket.
    LaneBrowser person(String user) throws IOException, InterruptedException {
        return new LaneBrowser(
                URI.create(at("/ws?token=" + token(user)).toString().replace("http", "ws")),
                true,
                origin());
    }

    @Override
    public void close() {
        http.shutdownNow();
        lab.close();
    }
}
