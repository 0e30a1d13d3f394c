package dev.wirelab.core.chat;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.StartPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One random walk of a chat and its [Model] side by side.
final class ModelRun implements AutoCloseable {
    private static final List<String> USERS = List.of("ann", "bob", "cid", "dee", "eve", "Fox");
    private static final List<String> GROUPS = List.of("#a", "#b", "#c", "#d");

    private final Random random;
    private final TestChat chat;
    private final Model model;
    private final Map<String, Session> sessions = new HashMap<>();
    private final List<ModelReader> readers = new ArrayList<>();
    private final String epoch;
    private int said;

    ModelRun(long seed) {
        random = new Random(seed);
        int retained = List.of(1, 5, 40, 100_000).get(random.nextInt(4));
        chat = new TestChat(TestChat.options(Duration.ofMinutes(10), retained));
        model = new Model(retained);
        Session first = logIn(USERS.getFirst());
        epoch = chat.open(first, TestChat.present()).cursor().epoch();
    }

    void step() throws InterruptedException {
        int dice = random.nextInt(100);
        String user = pick(USERS);
        String session = model.sessions.get(user);
        if (session == null) {
            logIn(user);
        } else if (dice < 3 && model.sessions.size() > 1) {
            logOut(user, session);
        } else if (dice < 39) {
            say(session);
        } else if (dice < 40) {
            sayMuch(session);
        } else if (dice < 50) {
            String group = pick(GROUPS);
            isNext(chat.join(sessionOf(session), group));
            model.join(session, group);
        } else if (dice < 58) {
            leave(session);
        } else if (dice < 66) {
            open(session);
        } else if (dice < 70) {
            history(session);
        } else if (!readers.isEmpty()) {
            read();
        }
    }

    private Session logIn(String user) {
        Session session = chat.logIn(user);
        sessions.put(model.logIn(user), session);
        return session;
    }

    private void logOut(String user, String session) {
        chat.chat.logOut(sessionOf(session), "test");
        sessions.remove(session);
        model.logOut(user, session);
        readers.removeIf(reader -> reader.isOf(session));
    }

    private Session sessionOf(String session) {
        return requireNonNull(sessions.get(session));
    }

    private void say(String session) {
        List<String> open = new ArrayList<>(List.of("#lobby"));
        model.sessions.keySet().forEach(user -> open.add("@" + user));
        GROUPS.stream().filter(group -> isMember(session, group)).forEach(open::add);
        String to = pick(open);
        String text = "m" + ++said + "x".repeat(random.nextInt(60));
        isNext(chat.say(sessionOf(session), to, text));
        model.say(session, to, text);
    }

    /// More than goes into one write, told in one round.
    private void sayMuch(String session) {
        for (int i = random.nextInt(120); i >= 0; i--) {
            String to = random.nextInt(4) > 0 || !isMember(session, "#a") ? "#lobby" : "#a";
            String text = "m" + ++said + "x".repeat(random.nextInt(2_800));
            chat.sayLater(sessionOf(session), to, text);
            model.say(session, to, text);
        }
        chat.chat.deliver();
    }

    private void leave(String session) {
        String group = pick(GROUPS);
        if (isMember(session, group)) {
            isNext(chat.leave(sessionOf(session), group));
            model.leave(session, group);
        }
    }

    private boolean isMember(String session, String group) {
        return model.groups.containsKey(group) && model.members(group).contains(session);
    }

    private void isNext(Cursor answered) {
        assertThat(answered).isEqualTo(new Cursor(epoch, model.head + 1));
    }

    private void open(String session) {
        boolean echo = random.nextInt(3) > 0;
        StartPosition start;
        long from;
        switch (random.nextInt(4)) {
            case 0 -> {
                start = new StartPosition.Beginning();
                from = model.evicted();
            }
            case 1 -> {
                start = new StartPosition.End();
                from = model.head;
            }
            default -> {
                from = random.nextLong(model.head + 1);
                start = new StartPosition.After(new Cursor(epoch, from));
            }
        }
        Reader reader = chat.open(sessionOf(session), start, echo, new TestListener());
        readers.add(new ModelReader(model, reader, session, echo, from));
        if (readers.size() > 20) {
            readers.removeFirst().close();
        }
    }

    private void read() throws InterruptedException {
        ModelReader reader = readers.get(random.nextInt(readers.size()));
        int maxBytes = random.nextBoolean() ? 64 * 1024 : 1 + random.nextInt(600);
        if (random.nextBoolean()) {
            reader.awaitIfDue(maxBytes);
        } else {
            reader.read(maxBytes);
        }
        if (random.nextInt(10) == 0) {
            // Cut, and taken up by another connection.
            readers.remove(reader);
            reader.close();
            Session session = sessionOf(reader.session());
            StartPosition offset = new StartPosition.After(reader.cursor());
            Reader again = chat.open(session, offset, reader.echo(), new TestListener());
            readers.add(
                    new ModelReader(
                            model,
                            again,
                            reader.session(),
                            reader.echo(),
                            reader.cursor().offset()));
        }
    }

    private void history(String session) {
        String to = random.nextInt(3) == 0 ? "@" + pick(USERS) : pick(GROUPS);
        boolean group = to.startsWith("#");
        boolean here = group ? isMember(session, to) : model.sessions.containsKey(to.substring(1));
        if (!here) {
            return;
        }
        long before = random.nextLong(model.head + 1);
        int max = 1 + random.nextInt(20);
        String other = to.substring(1);
        String me = Model.nameOf(session);
        List<String> expected =
                model
                        .seen(
                                session,
                                h ->
                                        h.offset() < before
                                                && (group
                                                        ? h.words().endsWith(" " + to)
                                                        : (h.words().startsWith(me + " says ")
                                                                        && h.words()
                                                                                .endsWith(" " + to))
                                                                || (h.words()
                                                                                .startsWith(
                                                                                        other
                                                                                                + " says ")
                                                                        && h.words()
                                                                                .endsWith(
                                                                                        " @"
                                                                                                + me))))
                        .stream()
                        .map(Model.Happening::words)
                        .toList();
        Event answer =
                chat.execute(
                        sessionOf(session),
                        new Command.History(
                                null, Address.parse(to), new Cursor(epoch, before), max));
        int cut = Math.max(0, expected.size() - max);
        if (!(answer instanceof Event.HistoryPage page)) {
            throw new AssertionError("no history: " + answer);
        }
        assertThat(page.events().stream().map(Model::wordsOf))
                .as("history of %s for %s", to, session)
                .isEqualTo(expected.subList(cut, expected.size()));
        assertThat(page.more()).isEqualTo(cut > 0);
    }

    void readEverything() throws InterruptedException {
        for (ModelReader reader : readers) {
            while (reader.read(64 * 1024)) {}
            reader.sawEverything();
        }
        assertThat(
                        readers.stream()
                                .flatMap(reader -> reader.leftOver().stream())
                                .map(EncodedEvent::event))
                .isEmpty();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    @Override
    public void close() {
        chat.close();
    }
}
