package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A client of an event stream. It posts its commands over a second connection, to any node; what
/// subscribes its stream goes to the node of the stream (N4).
final class SseClient implements PushClient {
    private static final String ID = "sse";
    private static final String PATH = "/sse";

    /// Chunks of events after the head.
    private static final Framing FRAMING =
            new Framing() {
                @Override
                public boolean follows(HttpAnswer head) {
                    return "text/event-stream".equals(head.header("content-type"));
                }

                @Override
                public void forward(InputStream in, OutputStream out, UnaryOperator<String> change)
                        throws IOException {
                    for (byte[] chunk = EventStream.chunk(in);
                            chunk != null;
                            chunk = EventStream.chunk(in)) {
                        String text = Net.utf8(chunk);
                        String changed = text.contains("data: ") ? changed(text, change) : text;
                        if (!changed.isEmpty()) {
                            out.write(EventStream.encodeChunk(changed));
                        }
                    }
                    out.write(Net.utf8("0\r\n\r\n"));
                }
            };

    static final KitClient KIT =
            new KitClient(
                    ID,
                    PATH,
                    true,
                    SseClient::connect,
                    null,
                    (lab, session, receiveBuffer) ->
                            EventStream.open(
                                    lab.http(), PATH, session.authorization(), receiveBuffer),
                    FRAMING);

    private final EventStream stream;
    private final HttpConnection commands;
    private final HttpConnection subscriptions;
    private final Entry entry;
    private final Inbox inbox = new Inbox();
    private final Deque<Json> answers = new ArrayDeque<>();
    private String cursor = "";

    private SseClient(LabUnderTest lab, URI node, Entry entry, EventStream stream) {
        this.commands = new HttpConnection(lab.http());
        this.subscriptions = new HttpConnection(node);
        this.entry = entry;
        this.stream = stream;
        stream.withoutBound();
        Thread.ofVirtual().name("kit-sse-reader").start(this::read);
    }

    private static SseClient connect(LabUnderTest lab, Entry entry) {
        Session session = entry.session();
        URI node = lab.http();
        EventStream stream = EventStream.open(node, entry.target(PATH), session.authorization(), 0);
        SseClient client = new SseClient(lab, node, entry, stream);
        client.awaitHello();
        return client;
    }

    /// The events of a chunk, and others instead.
    private static String changed(String chunk, UnaryOperator<String> change) {
        String lines =
                Arrays.stream(chunk.split("\n", -1))
                        .filter(line -> line.startsWith("data: "))
                        .map(line -> line.substring("data: ".length()))
                        .collect(Collectors.joining("\n"));
        return change.apply(lines)
                .lines()
                .map(line -> id(Json.parse(line)) + "data: " + line + "\n\n")
                .collect(Collectors.joining());
    }

    private static String id(Json event) {
        return event.has("cursor") ? "id: " + event.cursor() + "\n" : "";
    }

    private void read() {
        try {
            List<EventStream.Event> some = stream.read();
            for (; some != null; some = stream.read()) {
                some.forEach(this::received);
            }
            inbox.end(0);
        } catch (AssertionError e) {
            inbox.fail(e);
        }
    }

    private void received(EventStream.Event event) {
        Json json = Json.parse(event.data());
        if (json.has("cursor")) {
            assertThat(event.id()).as("id of %s", json).isEqualTo(json.cursor());
        }
        inbox.add(json);
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public void moved(Json event) {
        cursor = TransportClient.cursorOf(event, cursor);
    }

    @Override
    public Session session() {
        return entry.session();
    }

    @Override
    public String cursor() {
        return cursor;
    }

    @Override
    public void send(Object command) {
        String body = command.toString();
        HttpAnswer answer =
                (body.contains("\"watch\"") ? subscriptions : commands)
                        .exchange("POST", entry.posting(ID), session().authorization(), body);
        if (answer.status() != 200) {
            Refusals.check(answer);
        }
        answers.add(answer.json());
    }

    @Override
    public Json answer() {
        return answers.remove();
    }

    @Override
    public void cut() {
        stream.cut();
        commands.cut();
        subscriptions.cut();
    }

    @Override
    public void close() {
        stream.close();
        commands.close();
        subscriptions.close();
    }
}
