package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Delivery;
import dev.wirelab.core.delivery.GroupSubscriptions;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.state.Group;
import dev.wirelab.core.state.Member;
import dev.wirelab.core.state.State;
import java.util.List;

/// Executes the commands that only read. They change nothing except a connection's subscriptions.
/// Called with the chat's lock held.
final class Queries {
    private final State state;
    private final Delivery delivery;

    Queries(State state, Delivery delivery) {
        this.state = state;
        this.delivery = delivery;
    }

    Event groups(Member member, Command.Groups command) {
        List<Group> all = state.groups();
        List<Event.GroupList.Group> first =
                all.stream()
                        .limit(Event.GroupList.LIMIT)
                        .map(group -> group.summary(member))
                        .toList();
        return new Event.GroupList(command.id(), first, first.size() < all.size());
    }

    Event users(Member member, GroupSubscriptions subscriptions, Command.Users command) {
        Group group = state.membership(member, command.to());
        if (command.watch() != null) {
            if (command.watch()) {
                delivery.subscribe(subscriptions, group);
            } else {
                delivery.unsubscribe(subscriptions, group);
            }
        }
        return group.list(command.id());
    }

    Event history(Member member, Command.History command) {
        if (command.to() instanceof Address.Group group) {
            state.membership(member, group);
        }
        Event.HistoryPage page =
                state.history(
                        command.id(),
                        member,
                        command.to(),
                        before(command),
                        command.max(),
                        Batch.MAX_BYTES);
        if (page.events().isEmpty() && command.to() instanceof Address.User user) {
            // A user who has logged out may still have a history; an unknown user is refused.
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
        // Events before an offset of another epoch are no longer retained.
        return cursor.epoch().equals(state.head().epoch()) ? cursor.offset() : 0;
    }
}
