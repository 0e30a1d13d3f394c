package dev.wirelab.transports.kit;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// A client of either poll: it polls when the test asks for an event, and posts its commands over a
/// second connection.
final class PollClient implements TransportClient {
    private final HttpConnection polls;
    private final HttpConnection commands;
    private final Wire wire;
    private final Deque<Json> events = new ArrayDeque<>();
    private final Deque<Json> answers = new ArrayDeque<>();
    private Entry entry;
    private String place;

    private PollClient(LabUnderTest lab, Wire wire, Entry entry) {
        this.polls = new HttpConnection(lab.http());
        this.commands = new HttpConnection(lab.http());
        this.wire = wire;
        this.entry = entry;
        this.place = entry.after() == null ? "" : entry.after();
    }

    static PollClient connect(LabUnderTest lab, Wire wire, Entry entry) {
        PollClient client = new PollClient(lab, wire, entry);
        try {
            client.poll();
            if (entry.after() == null) {
                client.place = client.after();
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

    private String target() {
        return wire == Wire.LONG_POLL
                ? entry.target("/poll/long", "wait=1")
                : entry.target("/poll/short");
    }

    /// One poll, from where the last one ended.
    private void poll() {
        Json answer = polls.get(target(), entry.session().authorization()).orRefused().json();
        events.addAll(answer.list("events"));
        entry = new Entry(entry.session(), answer.cursor(), entry.echo());
    }

    @Override
    public void send(Object command) {
        String target = "/api/commands?transport=" + wire.id();
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
            if (events.isEmpty() && wire == Wire.SHORT_POLL) {
                Await.pause();
            }
        }
        Json event = events.remove();
        place = TransportClient.placeOf(event, place);
        return event;
    }

    @Override
    public Session session() {
        return entry.session();
    }

    @Override
    public String place() {
        return place;
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
            polls.send("GET", target(), entry.session().authorization(), new byte[0]);
        } catch (UncheckedIOException e) {
            // It had gone already, which is what was wanted.
        }
        polls.cut();
        commands.cut();
    }

    @Override
    public void close() {
        polls.close();
        commands.close();
    }
}
