package dev.wirelab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A phone of a class without a browser: joins, reads over the transport that is assigned, resumes
/// from its cursor, and reports arrivals. Its clock is the lab's.
final class HeadlessPhone implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE = 250;
    private static final long LONGEST_PAUSE = 8000;

    /// The line that a WebSocket ends with.
    private static final String END = "";

    private final HttpClient client;
    private final URI lab;
    private final String name;
    private final String token;
    private final List<Object[]> arrivals = new ArrayList<>();
    private volatile boolean isOver;
    private String teacher = "";
    private String transport = "";
    private String after = "";
    private long pause = FIRST_PAUSE;

    HeadlessPhone(HttpClient client, URI lab, String name, String code)
            throws IOException, InterruptedException {
        this.client = client;
        this.lab = lab;
        this.name = name;
        token =
                send("POST", "/api/sessions", Map.of("user", name, "code", code))
                        .path("token")
                        .asText();
        use(send("POST", "/api/class/me", Map.of()));
        Thread.ofVirtual().name(name).start(this::run);
    }

    private void use(JsonNode place) {
        teacher = place.path("teacher").asText();
        transport = place.path("transport").asText();
    }

    private void run() {
        while (!isOver) {
            try {
                String used = transport;
                switch (used) {
                    case "websocket" -> readSocket(used);
                    case "sse", "http-stream" -> readStream(used);
                    default -> poll(used);
                }
                pause = FIRST_PAUSE;
            } catch (IOException | RuntimeException e) {
                LockSupport.parkNanos(Duration.ofMillis(pause).toNanos());
                pause = Math.min(LONGEST_PAUSE, 2 * pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Each poll; short ones once a second.
    private void poll(String used) throws IOException, InterruptedException {
        boolean isLong = used.equals("long-poll");
        while (!isOver && transport.equals(used)) {
            long begun = System.nanoTime();
            JsonNode answer =
                    send(
                            "GET",
                            (isLong ? "/poll/long?wait=25" : "/poll/short?") + after("&"),
                            null);
            for (JsonNode event : answer.path("events")) {
                take(event);
            }
            after = answer.path("cursor").asText();
            pause = FIRST_PAUSE;
            report();
            if (!isLong) {
                LockSupport.parkNanos(begun + POLL_EVERY.toNanos() - System.nanoTime());
            }
        }
    }

    private void readStream(String used) throws IOException, InterruptedException {
        String path = used.equals("sse") ? "/sse?" : "/stream?";
        HttpResponse<Stream<String>> response =
                client.send(request(path + after("")).build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            for (var each = lines.iterator(); each.hasNext(); ) {
                String line = each.next().replaceFirst("^data: ", "");
                if (line.startsWith("{")) {
                    takeLine(line);
                }
                if (isOver || !transport.equals(used)) {
                    return;
                }
            }
        }
        throw new IOException("the stream has ended");
    }

    private void readSocket(String used) throws IOException, InterruptedException {
        BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        WebSocket socket =
                client.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .buildAsync(
                                URI.create(
                                        lab.resolve("/ws?" + after(""))
                                                .toString()
                                                .replaceFirst("http", "ws")),
                                new Texts(texts))
                        .join();
        try {
            while (!isOver && transport.equals(used)) {
                String text = texts.take();
                if (text.equals(END)) {
                    throw new IOException("the socket has closed");
                }
                for (String line : text.split("\n", -1)) {
                    takeLine(line);
                }
            }
        } finally {
            socket.abort();
        }
    }

    /// Whole texts; [#END] at the end.
    private static final class Texts implements WebSocket.Listener {
        private final BlockingQueue<String> texts;
        private final StringBuilder text = new StringBuilder();

        Texts(BlockingQueue<String> texts) {
            this.texts = texts;
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            texts.add(END);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            texts.add(END);
        }
    }

    private void takeLine(String line) throws IOException, InterruptedException {
        pause = FIRST_PAUSE;
        take(JSON.readTree(line));
        report();
    }

    private void take(JsonNode event) throws IOException, InterruptedException {
        if (event.has("cursor")) {
            after = event.path("cursor").asText();
        }
        if (!event.path("from").asText().equals(teacher)
                || !event.path("to").asText().equals("#class")) {
            return;
        }
        JsonNode message = JSON.readTree(event.path("text").asText());
        if (message.path("move").asBoolean()) {
            use(send("GET", "/api/class/me", null));
            return;
        }
        double now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()) / 1e3;
        arrivals.add(
                new Object[] {message.path("round").asInt(), message.path("index").asInt(), now});
        if (message.path("index").asInt() == message.path("of").asInt() - 1) {
            isComplete = true;
        }
    }

    private boolean isComplete;

    /// Once all messages of a round have arrived.
    private void report() throws IOException, InterruptedException {
        if (!isComplete) {
            return;
        }
        isComplete = false;
        Object round = arrivals.getLast()[0];
        List<Object[]> pairs =
                arrivals.stream()
                        .filter(arrival -> arrival[0].equals(round))
                        .map(arrival -> new Object[] {arrival[1], arrival[2]})
                        .toList();
        arrivals.clear();
        send(
                "POST",
                "/api/class/me/arrivals",
                Map.of("round", round, "error", 0.1, "arrivals", pairs));
    }

    private String after(String separator) {
        return after.isEmpty() ? "" : separator + "after=" + after;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(lab.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(String method, String path, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                path.equals("/api/sessions")
                        ? HttpRequest.newBuilder(lab.resolve(path))
                        : request(path);
        HttpResponse<String> answer =
                client.send(
                        request.method(
                                        method,
                                        body == null
                                                ? HttpRequest.BodyPublishers.noBody()
                                                : HttpRequest.BodyPublishers.ofString(
                                                        JSON.writeValueAsString(body)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(name + ": " + path + " " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        isOver = true;
    }
}
