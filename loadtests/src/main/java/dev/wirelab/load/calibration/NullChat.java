package dev.wirelab.load.calibration;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sessions and groups of the null server, which retains no event. Used by its one event loop.
final class NullChat {
    /// The approximate size of a lab's tokens.
    private static final int TOKEN_BYTES = 230;

    private final Map<String, NullSession> sessions = new HashMap<>();
    private final Map<Address, List<NullSession>> members = new HashMap<>();
    private long offset;

    /// Begins a session.
    ///
    /// @return its token
    String logIn(String user) {
        String token = user + "-".repeat(Math.max(1, TOKEN_BYTES - user.length()));
        NullSession session = new NullSession(user);
        sessions.put(token, session);
        join(session, new Address.User(user));
        return token;
    }

    Optional<NullSession> session(String token) {
        return Optional.ofNullable(sessions.get(token));
    }

    void logOut(NullSession session) {
        sessions.values().remove(session);
        members.values().forEach(group -> group.remove(session));
    }

    private void join(NullSession session, Address to) {
        members.computeIfAbsent(to, _ -> new ArrayList<>()).add(session);
    }

    Cursor cursor() {
        return new Cursor("null", offset);
    }

    Event hello(NullSession session) {
        return new Event.Hello(session.user(), cursor(), null);
    }

    /// Executes a command and returns its answer. A session does not receive its own messages.
    Event execute(NullSession session, Command command) {
        switch (command) {
            case Command.Join join -> join(session, join.to());
            case Command.Say say -> publish(session, say);
            case Command.Login _,
                    Command.Leave _,
                    Command.Groups _,
                    Command.Users _,
                    Command.History _,
                    Command.Ping _ -> {}
        }
        return new Event.Ok(command.id(), cursor());
    }

    private void publish(NullSession from, Command.Say say) {
        offset++;
        String cursor = cursor().toString();
        StampedEvent event =
                StampedEvent.of(
                        new Event.Message(
                                cursor(),
                                from.user(),
                                say.to(),
                                say.content(),
                                System.currentTimeMillis()));
        for (NullSession reader : members.getOrDefault(say.to(), List.of())) {
            if (reader != from) {
                reader.receive(event, cursor);
            }
        }
    }
}
