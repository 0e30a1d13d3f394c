package dev.wirelab.transports.kit;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A client of either poll: it polls when the test asks for an event, and posts its commands over a
/// second connection.
final class PollClient implements TransportClient {
    static final KitClient LONG = kit("long-poll", "/poll/long", "wait=1");
    static final KitClient SHORT = kit("short-poll", "/poll/short");

    private final List<URI> nodes;

    /// By node, each opened by its first poll: a connection that is not used is closed (S17).
    private final Map<URI, HttpConnection> polls = new HashMap<>();

    private final HttpConnection commands;
    private final String transport;
    private final String path;
    private final String[] query;
    private final Deque<Json> events = new ArrayDeque<>();
    private final Deque<Json> answers = new ArrayDeque<>();
    private Entry entry;
    private String cursor;
    private int turn;

    private PollClient(
            LabUnderTest lab, String transport, String path, String[] query, Entry entry) {
        this.nodes = lab.nodes();
        this.commands = new HttpConnection(lab.http());
        this.transport = transport;
        this.path = path;
        this.query = query;
        this.entry = entry;
        this.cursor = entry.after() == null ? "" : entry.after();
    }

    /// @param query what every poll asks for
    private static KitClient kit(String id, String path, String... query) {
        return new KitClient(
                id,
                path,
                false,
                (lab, entry) -> connect(new PollClient(lab, id, path, query, entry)),
                null,
                null,
                null);
    }

    private static PollClient connect(PollClient client) {
        try {
            client.poll();
            if (client.cursor.isEmpty()) {
                client.cursor = client.after();
            }
            return client;
        } catch (RefusedException e) {
            client.close();
            throw e;
        }
    }

    private String after() {
        String after = entry.after();
        return after == null ? "" : after;
    }

    private HttpConnection nextNode() {
        return polls.computeIfAbsent(nodes.get(turn++ % nodes.size()), HttpConnection::new);
    }

    private String target() {
        return entry.target(path, query);
    }

    /// One poll, from where the last one ended.
    private void poll() {
        Json answer = nextNode().get(target(), entry.session().authorization()).orRefused().json();
        events.addAll(answer.list("events"));
        entry = entry.after(answer.cursor());
    }

    @Override
    public void send(Object command) {
        String target = entry.posting(transport);
        HttpAnswer answer =
                commands.exchange(
                        "POST", target, entry.session().authorization(), command.toString());
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
    public Json event() {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (events.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("no event within " + Await.PATIENCE);
            }
            poll();
            if (events.isEmpty() && query.length == 0) {
                Await.pause();
            }
        }
        Json event = events.remove();
        cursor = TransportClient.cursorOf(event, cursor);
        return event;
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
    public Ending ending() {
        long deadline = System.nanoTime() + Await.PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                poll();
                Await.pause();
            } catch (RefusedException e) {
                return new Ending(0, e.code());
            }
        }
        throw new AssertionError("the lab goes on answering polls");
    }

    /// Asks for the next events and is gone before they come.
    @Override
    public void cut() {
        try {
            nextNode().send("GET", target(), entry.session().authorization(), new byte[0]);
        } catch (UncheckedIOException e) {
            // It had gone already, which is what was wanted.
        }
        polls.values().forEach(HttpConnection::cut);
        commands.cut();
    }

    @Override
    public void close() {
        polls.values().forEach(HttpConnection::close);
        commands.close();
    }
}
