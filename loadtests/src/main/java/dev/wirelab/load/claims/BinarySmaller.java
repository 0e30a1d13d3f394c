package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.client.RawExchange;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.interleaved.TestOutcome;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The bytes of one message as a binary message of a WebSocket and as JSON: what is text anyway is
/// published as a text, and what is not in base64.
final class BinarySmaller {
    static final Claim CLAIM =
            new Claim("binary-smaller", Duration.ofSeconds(1), BinarySmaller::experiment);

    private static final int SHORT = 20;
    private static final int LONG = 1_024;

    /// A content to be published in both forms, a character for each byte.
    private record Sample(String name, String content, boolean isText) {}

    private static final List<Sample> SAMPLES =
            List.of(
                    new Sample("a text of 20 bytes", "x".repeat(SHORT), true),
                    new Sample("a text of 1,024 bytes", "x".repeat(LONG), true),
                    new Sample(
                            "1,024 bytes of JSON as a text",
                            "{\"a\":10},".repeat(LONG / 8).substring(0, LONG),
                            true),
                    new Sample("20 random bytes", random(SHORT), false),
                    new Sample("1,024 random bytes", random(LONG), false));

    private final ExperimentContext context;
    private final HttpClientConnection http;
    private final ClientSession session;

    private BinarySmaller(
            ExperimentContext context, HttpClientConnection http, ClientSession session) {
        this.context = context;
        this.http = http;
        this.session = session;
    }

    private static String random(int bytes) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, bytes)
                .mapToObj(_ -> String.valueOf((char) random.nextInt(256)))
                .collect(Collectors.joining());
    }

    private static Finding experiment(ExperimentContext context)
            throws IOException, InterruptedException {
        context.phase("each content as binary and in JSON");
        Measurements measured = new Measurements();
        List<TestOutcome> smaller = new ArrayList<>();
        List<String> which = new ArrayList<>();
        ClientSession session = context.session();
        try (HttpClientConnection http = new HttpClientConnection(context.http());
                WebSocketClient socket =
                        new WebSocketClient(
                                new HttpClientConnection(context.http()), session, "/ws?v=2")) {
            BinarySmaller experiment = new BinarySmaller(context, http, session);
            for (int i = 0; i < SAMPLES.size(); i++) {
                Sample sample = SAMPLES.get(i);
                double binary =
                        measured.add(
                                sample.name + ", binary", experiment.binary(i, socket), "bytes");
                double json =
                        measured.add(sample.name + ", JSON", experiment.json(i, socket), "bytes");
                smaller.add(TestOutcome.of(binary < json));
                if (binary < json) {
                    which.add(sample.name);
                }
            }
        }
        measured.word("which", String.join(", ", which));
        return measured.finding(CLAIM, ClaimVerdict.of(smaller));
    }

    /// The payload of a frame with binary content.
    private double binary(int number, WebSocketClient socket) throws IOException {
        String data = "\"media\":\"application/x\",\"data\":\"" + base64(number) + "\"";
        publish(data);
        RawExchange frame = socket.next().raw();
        context.keep("binary-" + number, frame.body());
        return frame.body().length();
    }

    private static String base64(int number) {
        byte[] bytes = SAMPLES.get(number).content.getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /// The JSON of the same content, of a text in a frame, else in base64 in the answer to a poll.
    private double json(int number, WebSocketClient socket) throws IOException {
        Sample sample = SAMPLES.get(number);
        String json;
        if (sample.isText) {
            publish("\"text\":\"" + sample.content.replace("\"", "\\\"") + "\"");
            json = socket.next().raw().body();
        } else {
            String cursor =
                    EventReader.poll(http.get("/poll/short", session.bearer()).body()).cursor();
            binary(number, socket);
            String after = "/poll/short?v=2&after=" + cursor;
            String answer = http.get(after, session.bearer()).body();
            json = answer.substring(answer.indexOf('[') + 1, answer.lastIndexOf(']'));
        }
        context.keep("json-" + number, json);
        return json.length();
    }

    private void publish(String content) throws IOException {
        String command =
                "{\"type\":\"say\",\"to\":\"%s\",%s}".formatted(session.address(), content);
        RawExchange answer = http.send("POST /api/commands?v=2", session.bearer(), command);
        if (answer.status() != 200) {
            throw new IOException("the lab refused a message: " + answer.body());
        }
    }
}
