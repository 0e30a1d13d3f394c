package dev.wirelab.core.state;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.TextRules;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A group and its members. Exists while it has members; the lobby always does. Guarded by the
/// chat's lock.
public final class Group {
    /// The largest group in which each arrival and departure is an event. It must be the same on
    /// all nodes, since it determines the offsets of events.
    public static final int MAX_LOGGED_MEMBERS = 100;

    private final Address.Group address;
    private final String key;
    private final AddressIndex index;
    private final NavigableMap<String, Member> members = new TreeMap<>();
    private long version;

    Group(Address.Group address) {
        this.address = address;
        this.key = TextRules.key(address.name());
        this.index = AddressIndex.ofGroup(this);
    }

    Address.Group address() {
        return address;
    }

    /// The key of its name, which no two groups share.
    String key() {
        return key;
    }

    /// Its retained events.
    public AddressIndex index() {
        return index;
    }

    /// The number of members.
    public int size() {
        return members.size();
    }

    /// The members in the order of their names.
    public Collection<Member> members() {
        return Collections.unmodifiableCollection(members.values());
    }

    /// Counts the changes of the membership.
    public long version() {
        return version;
    }

    /// Sets what [StateDecoder] has read.
    void version(long changes) {
        version = changes;
    }

    /// Adds a member that [StateDecoder] has read, which is no change.
    void restore(Member member) {
        members.put(member.userKey(), member);
    }

    /// Whether arrivals and departures are events at the current number of members.
    boolean isLogged() {
        return !address.equals(Address.LOBBY) && members.size() <= MAX_LOGGED_MEMBERS;
    }

    void add(Member member) {
        members.put(member.userKey(), member);
        version++;
    }

    void remove(Member member) {
        members.remove(member.userKey());
        version++;
    }

    /// The current members, as the answer to the command with this id.
    public Event.UserList list(@Nullable String id) {
        List<Event.UserList.User> users =
                members.values().stream()
                        .limit(Event.UserList.LIMIT)
                        .map(member -> new Event.UserList.User(member.user(), member.avatar()))
                        .toList();
        return new Event.UserList(id, address, size(), users, users.size() < size());
    }

    /// This group's entry in a list of groups for this member.
    public Event.GroupList.Group summary(Member member) {
        return new Event.GroupList.Group(address, size(), member.visibility().isIn(this));
    }
}
