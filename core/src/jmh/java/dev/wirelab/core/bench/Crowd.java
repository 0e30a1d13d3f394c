package dev.wirelab.core.bench;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.GroupSubscriptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A chat, and people to fill it with.
final class Crowd implements AutoCloseable {
    /// The group of those who are measured.
    static final Address.Group OURS = Address.parseGroup("#ours");

    private final Chat chat;
    private final GroupSubscriptions watches;
    private final Session speaker;
    private int people;

    /// With a speaker, who is in [#OURS].
    Crowd(ChatOptions options) {
        chat = new Chat(options, InstantSource.system());
        speaker = logIn();
        watches = chat.pollSubscriptions(speaker, "short-poll");
        join(speaker, OURS);
    }

    Chat chat() {
        return chat;
    }

    Session speaker() {
        return speaker;
    }

    GroupSubscriptions watches() {
        return watches;
    }

    Session logIn() {
        return chat.logIn("user" + people++, null).toCompletableFuture().join();
    }

    void join(Session session, Address.Group group) {
        accept(session, new Command.Join(null, group));
    }

    /// Lets so many more people join a group and follow it.
    List<Follower> follow(Address.Group group, int count) {
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Session session = logIn();
            join(session, group);
            sessions.add(session);
        }
        return followers(sessions);
    }

    /// Lets these sessions follow what is said from now on.
    List<Follower> followers(List<Session> sessions) {
        chat.deliver();
        return sessions.stream().map(session -> new Follower(chat, session)).toList();
    }

    /// Says it so many times, and delivers that as one burst.
    void burst(Session by, Address to, String text, int times) {
        for (int i = 0; i < times; i++) {
            accept(by, new Command.Say(null, to, text));
        }
        chat.deliver();
    }

    private void accept(Session by, Command command) {
        chat.accept(by, watches, command).toCompletableFuture().join();
    }

    /// The defaults, but for the number of retained events.
    static ChatOptions retaining(int events) {
        ChatOptions defaults = ChatOptions.DEFAULTS;
        return new ChatOptions(
                defaults.sessionLease(),
                defaults.sessionLife(),
                events,
                Long.MAX_VALUE,
                defaults.maxSessions());
    }

    /// A text of that many bytes.
    static String text(int bytes) {
        return "x".repeat(bytes);
    }

    @Override
    public void close() {
        chat.close();
    }
}
