package dev.wirelab.core.state;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.TextRules;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A logged-in session, as every node knows it: its name, its groups, its private messages. Its
/// connections belong to the process that serves them
/// ([Session][dev.wirelab.core.delivery.Session]).
///
/// Its id, user, avatar and expiry never change; they, [#hasEnded()] and [#changedAt()] are safe on
/// any thread. The rest is guarded by the chat's lock.
public final class Member {
    private final String id;
    private final String user;
    private final Address.User address;
    private final @Nullable String avatar;
    private final Instant expires;
    private final Participant participant;
    private final AddressIndex mailbox;
    private final Visibility visibility;
    private final CommandMemory commands = new CommandMemory();
    private Instant seenAt;

    // Written under the lock, read without it.
    private volatile long changedAt;
    private volatile boolean ended;

    /// A session that begins.
    ///
    /// @param seenAt when it logged in
    /// @param expires when it ends at the latest
    /// @param offset the offset of its log-in
    static Member of(
            String id,
            String user,
            @Nullable String avatar,
            Instant seenAt,
            Instant expires,
            long offset) {
        Participant participant = new Participant(TextRules.key(user));
        AddressIndex mailbox = AddressIndex.ofMailbox(participant);
        return new Member(
                id,
                user,
                avatar,
                seenAt,
                expires,
                offset,
                participant,
                mailbox,
                new Visibility(participant, mailbox, offset));
    }

    /// @param changedAt the last offset at which it joined or left a group
    Member(
            String id,
            String user,
            @Nullable String avatar,
            Instant seenAt,
            Instant expires,
            long changedAt,
            Participant participant,
            AddressIndex mailbox,
            Visibility visibility) {
        this.id = id;
        this.user = user;
        this.address = new Address.User(user);
        this.avatar = avatar;
        this.seenAt = seenAt;
        this.expires = expires;
        this.changedAt = changedAt;
        this.participant = participant;
        this.mailbox = mailbox;
        this.visibility = visibility;
    }

    /// Identifies the session among all sessions of all time.
    public String id() {
        return id;
    }

    /// The user's name.
    public String user() {
        return user;
    }

    /// The key of the user's name, which no two members share.
    String userKey() {
        return participant.userKey();
    }

    /// The address of its private messages.
    Address.User address() {
        return address;
    }

    /// The user's avatar, or null.
    public @Nullable String avatar() {
        return avatar;
    }

    /// When the session ends at the latest.
    public Instant expires() {
        return expires;
    }

    /// Identifies the member in retained events.
    public Participant participant() {
        return participant;
    }

    /// The private messages that it sent and received.
    public AddressIndex mailbox() {
        return mailbox;
    }

    /// The events that it may read.
    public Visibility visibility() {
        return visibility;
    }

    /// Its accepted commands that changed something.
    public CommandMemory commands() {
        return commands;
    }

    /// The time of its last activity that a fact has reported.
    public Instant seenAt() {
        return seenAt;
    }

    void see(Instant at) {
        if (at.isAfter(seenAt)) {
            seenAt = at;
        }
    }

    /// The last offset at which it joined or left a group.
    public long changedAt() {
        return changedAt;
    }

    void enter(Group group, long offset) {
        visibility.enter(group, offset);
        changedAt = offset;
    }

    void leave(Group group, long offset) {
        visibility.leave(group, offset);
        changedAt = offset;
    }

    /// Whether the session has ended.
    public boolean hasEnded() {
        return ended;
    }

    void end() {
        ended = true;
    }
}
