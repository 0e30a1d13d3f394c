package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.TextRules;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A group, its members and who watches them. Exists while it has members. Guarded by the chat's
/// lock.
final class Group implements AddressIndex.Audience {
    /// Up to this many members, each arrival and departure is an event.
    static final int MAX_LOGGED_MEMBERS = 100;

    private final Address.Group address;
    private final AddressIndex index;
    private final NavigableMap<String, Session> members = new TreeMap<>();
    private final Set<GroupSubscriptions> watchers = new HashSet<>();
    private Session @Nullable [] sessions;

    // Membership is counted in versions; watchers are told the newest at most once a tick.
    private long version;
    private long toldVersion;
    private @Nullable EncodedEvent told;

    Group(Address.Group address) {
        this.address = address;
        this.index = new AddressIndex(TextRules.key(address.name()), this);
    }

    Address.Group address() {
        return address;
    }

    AddressIndex index() {
        return index;
    }

    Set<GroupSubscriptions> watchers() {
        return watchers;
    }

    int size() {
        return members.size();
    }

    /// Whether arrivals and departures are events, with as many members as there are now.
    boolean isLogged() {
        return !address.equals(Address.LOBBY) && members.size() <= MAX_LOGGED_MEMBERS;
    }

    void add(Session session) {
        members.put(TextRules.key(session.user()), session);
        changed();
    }

    void remove(Session session) {
        members.remove(TextRules.key(session.user()));
        changed();
    }

    private void changed() {
        sessions = null;
        version++;
    }

    /// Its members, in an array that nobody changes.
    @Override
    public Session[] sessions() {
        Session[] all = sessions;
        if (all == null) {
            all = members.values().toArray(new Session[0]);
            sessions = all;
        }
        return all;
    }

    long version() {
        return version;
    }

    /// The membership now.
    Event.UserList list(@Nullable String id) {
        List<Event.UserList.User> users =
                members.values().stream()
                        .limit(Event.UserList.LIMIT)
                        .map(session -> new Event.UserList.User(session.user(), session.avatar()))
                        .toList();
        return new Event.UserList(id, address, size(), users, users.size() < size());
    }

    /// Takes the membership now as what watchers shall know.
    ///
    /// @return whether that is news
    boolean publish() {
        if (toldVersion == version) {
            return false;
        }
        toldVersion = version;
        told = watchers.isEmpty() ? null : EncodedEvent.of(list(null));
        return true;
    }

    /// The newest version that watchers are told.
    long toldVersion() {
        return toldVersion;
    }

    /// What a watcher who knows this version is to be told, or null if nothing is new.
    @Nullable EncodedEvent newsSince(long knownVersion) {
        return toldVersion > knownVersion ? told : null;
    }
}
