package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

/// A client of the lab over one of its transports, as a test sees it: the same for all of them.
/// Used by one thread at a time.
interface TransportClient extends AutoCloseable {
    /// Numbers the commands of all clients, so that no `id` is used twice by accident.
    AtomicLong COMMANDS = new AtomicLong();

    /// Who this is.
    Session session();

    /// Sends a command as it stands, well-formed or not, and waits for nothing.
    void send(Object command);

    /// The next answer to a command: anything with an `id`, and `ok`, `error`, `pong`, `groups`,
    /// `history` without one.
    Json answer();

    /// The next that is no answer.
    Json event();

    /// The cursor of the last event that [#event] gave, or that of the beginning.
    String cursor();

    /// Waits until the lab has ended this client's connection, or will not let it poll again.
    Ending ending();

    /// Ends the connection without a word, in mid-stream if it can be had.
    void cut();

    /// Ends the connection in order.
    @Override
    void close();

    default String user() {
        return session().user();
    }

    /// Where private messages to this client go.
    default String address() {
        return "@" + user();
    }

    /// Sends a command with an `id` of its own, and returns its answer.
    default Json ask(Json command) {
        String id = "k" + COMMANDS.incrementAndGet();
        send(command.with("id", id));
        Json answer = answer();
        assertThat(answer.string("id")).as("id of the answer %s", answer).isEqualTo(id);
        if (answer.isType("error")) {
            Refusals.check(answer);
        }
        return answer;
    }

    /// Sends a command that must succeed, and returns its `ok`.
    default Json done(Json command) {
        Json answer = ask(command);
        assertThat(answer.type()).as("answer %s to %s", answer, command).isEqualTo("ok");
        return answer;
    }

    default Json say(String to, String text) {
        return done(Json.say(to, text));
    }

    default void join(String group) {
        done(Json.of("join").with("to", group));
    }

    default void leave(String group) {
        done(Json.of("leave").with("to", group));
    }

    default void refused(Json command, String code) {
        Refusals.assertError(ask(command), code);
    }

    /// Waits for a pong, to know that the connection lives.
    default void ping() {
        assertThat(ask(Json.of("ping")).type()).isEqualTo("pong");
    }

    /// The next event that is due to what was said and done; `cursor` and `users` are passed over.
    default Json next() {
        Json event = event();
        while (event.isType("cursor", "users")) {
            event = event();
        }
        return event;
    }

    /// The next event, which must be a message with this text.
    default Json hears(String text) {
        return assertMessage(next(), text);
    }

    private static Json assertMessage(Json event, String text) {
        assertThat(event.type() + " " + (event.has("text") ? event.string("text") : ""))
                .as("the next event %s", event)
                .isEqualTo("message " + text);
        return event;
    }

    /// The next message, which must have this text; who joined or left before is passed over.
    default Json heard(String text) {
        Json event = next();
        while (event.isType("joined", "left")) {
            event = next();
        }
        return assertMessage(event, text);
    }

    /// The next event, which must be that somebody `joined` or `left`.
    default Json sees(String type, TransportClient who) {
        Json event = next();
        assertThat(event.type()).as("the next event %s", event).isEqualTo(type);
        assertThat(event.string("user")).as("whom %s is about", event).isEqualTo(who.user());
        return event;
    }

    /// The cursor that an event brings, or `before` if it brings none.
    static String cursorOf(Json event, String before) {
        return event.has("cursor") ? event.cursor() : before;
    }
}
