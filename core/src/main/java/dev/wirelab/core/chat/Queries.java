package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import java.util.List;

/// Answers the commands that ask and change nothing but what a connection watches. The chat's lock
/// is held.
final class Queries {
    private final State state;

    Queries(State state) {
        this.state = state;
    }

    Event groups(Session session, Command.Groups command) {
        List<Group> all = state.groups();
        List<Event.GroupList.Group> told =
                all.stream()
                        .limit(Event.GroupList.LIMIT)
                        .map(group ->
                                new Event.GroupList.Group(
                                        group.address(),
                                        group.size(),
                                        session.groups().contains(group)))
                        .toList();
        return new Event.GroupList(command.id(), told, told.size() < all.size());
    }

    Event users(Session session, GroupSubscriptions watches, Command.Users command) {
        Group group = state.membership(session, command.to());
        if (command.watch() != null) {
            if (command.watch()) {
                watches.watch(group);
            } else {
                watches.unwatch(group);
            }
        }
        return group.list(command.id());
    }

    Event history(Session session, Command.History command) {
        if (command.to() instanceof Address.Group group) {
            state.membership(session, group);
        }
        Event.HistoryPage page =
                HistoryQuery.find(
                        command.id(), session, command.to(), before(command), command.max());
        if (page.events().isEmpty() && command.to() instanceof Address.User user) {
            // Who has gone may still be read about; who never was is a mistake.
            state.user(user);
        }
        return page;
    }

    private long before(Command.History command) {
        Cursor cursor = command.before();
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        state.check(cursor);
        // What came before a place of another run is gone with it.
        return cursor.epoch().equals(state.head().epoch()) ? cursor.offset() : 0;
    }
}
