package dev.wirelab.transports.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A client of HTTP streaming. It posts its commands over a second connection, to any node; what
/// subscribes its stream goes to the node of the stream (N4).
final class HttpStreamClient implements PushClient {
    private static final String ID = "http-stream";
    private static final String PATH = "/stream";

    /// Chunks of lines after the head.
    private static final Framing FRAMING =
            new Framing() {
                @Override
                public boolean follows(HttpAnswer head) {
                    return "application/x-ndjson".equals(head.header("content-type"));
                }

                @Override
                public void forward(InputStream in, OutputStream out, UnaryOperator<String> change)
                        throws IOException {
                    for (byte[] chunk = EventStream.chunk(in);
                            chunk != null;
                            chunk = EventStream.chunk(in)) {
                        String text = Net.utf8(chunk);
                        String changed = text.isBlank() ? text : changed(text, change);
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
                    HttpStreamClient::connect,
                    null,
                    (lab, session, receiveBuffer) ->
                            LineStream.open(
                                    lab.http(), PATH, session.authorization(), receiveBuffer),
                    FRAMING);

    private final LineStream stream;
    private final HttpConnection commands;
    private final HttpConnection subscriptions;
    private final Entry entry;
    private final Inbox inbox = new Inbox();
    private final Deque<Json> answers = new ArrayDeque<>();
    private String cursor = "";

    private HttpStreamClient(LabUnderTest lab, URI node, Entry entry, LineStream stream) {
        this.commands = new HttpConnection(lab.http());
        this.subscriptions = new HttpConnection(node);
        this.entry = entry;
        this.stream = stream;
        stream.withoutBound();
        Thread.ofVirtual().name("kit-http-stream-reader").start(this::read);
    }

    private static HttpStreamClient connect(LabUnderTest lab, Entry entry) {
        Session session = entry.session();
        URI node = lab.http();
        LineStream stream = LineStream.open(node, entry.target(PATH), session.authorization(), 0);
        HttpStreamClient client = new HttpStreamClient(lab, node, entry, stream);
        client.awaitHello();
        return client;
    }

    /// The lines of a chunk, and others instead.
    private static String changed(String chunk, UnaryOperator<String> change) {
        return change.apply(chunk.stripTrailing())
                .lines()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private void read() {
        try {
            List<Json> some = stream.read();
            for (; some != null; some = stream.read()) {
                some.forEach(inbox::add);
            }
            inbox.end(0);
        } catch (AssertionError e) {
            inbox.fail(e);
        }
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
