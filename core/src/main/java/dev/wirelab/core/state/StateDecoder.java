package dev.wirelab.core.state;

import dev.wirelab.core.log.ByteReader;
import dev.wirelab.core.log.Fact;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decodes what [StateEncoder] encoded.
final class StateDecoder {
    private final ByteReader in;
    private final String epoch;
    private final Group lobby;
    private final List<Participant> participants = new ArrayList<>();
    private final List<AddressIndex> indexes = new ArrayList<>();
    private final List<Latest> latest = new ArrayList<>();

    /// What to fill a state with.
    ///
    /// @param head the offset of the latest event
    /// @param groups those that exist, without the lobby, without their members
    /// @param evicted the offset of the latest event that was evicted
    /// @param events to be added to the store, which adds them to their indexes
    /// @param latest to be set after that
    record Decoded(
            long head,
            Fact.Configured limits,
            List<Group> groups,
            List<Member> members,
            long evicted,
            List<RetainedEvent> events,
            List<Latest> latest) {}

    /// The latest event of an index, retained or not.
    record Latest(
            AddressIndex index, long offset, @Nullable Participant sender, long offsetByOthers) {
        void set() {
            index.latest().set(offset, sender, offsetByOthers);
        }
    }

    private StateDecoder(byte[] bytes, String epoch, Group lobby) {
        this.in = new ByteReader(bytes);
        this.epoch = epoch;
        this.lobby = lobby;
    }

    /// @param epoch that of the state which is filled
    /// @param lobby the empty lobby of that state
    /// @throws IllegalArgumentException if the version is unknown or the bytes are not a state
    static Decoded decode(byte[] bytes, String epoch, Group lobby) {
        try {
            StateDecoder decoder = new StateDecoder(bytes, epoch, lobby);
            Decoded decoded = decoder.state();
            if (!decoder.in.isAtEnd()) {
                throw new IllegalArgumentException("not a state: more bytes than it has");
            }
            return decoded;
        } catch (BufferUnderflowException
                | DateTimeException
                | ArithmeticException
                | IndexOutOfBoundsException
                | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "not a state: its bytes end early or are damaged", e);
        }
    }

    private Decoded state() {
        int version = in.octet();
        if (version != StateEncoder.VERSION) {
            throw new IllegalArgumentException(
                    "a state in version "
                            + version
                            + " of the encoding; this program reads version "
                            + StateEncoder.VERSION);
        }
        String encodedIn = in.string();
        long head = in.number();
        Fact.Configured limits = new Fact.Configured((int) in.number(), (int) in.number());
        for (int left = in.count(); left > 0; left--) {
            participants.add(new Participant(in.string()));
        }
        int living = in.count();
        for (int left = in.count(); left > 0; left--) {
            indexes.add(index());
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 1; i < living; i++) {
            groups.add(group(indexes.get(i)));
        }
        List<Member> members = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            members.add(member());
        }
        long evicted = in.number();
        List<RetainedEvent> events = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            events.add(event(encodedIn));
        }
        return new Decoded(head, limits, groups, members, evicted, events, latest);
    }

    private AddressIndex index() {
        AddressIndex index;
        if (in.octet() == StateEncoder.MAILBOX) {
            index = AddressIndex.ofMailbox(participants.get((int) in.number() - 1));
        } else {
            Address.Group address = new Address.Group(in.string());
            Group group = indexes.isEmpty() ? lobby : new Group(address);
            group.version(in.number());
            index = group.index();
        }
        latest.add(new Latest(index, in.number(), participant(), in.number()));
        index.evicted().set(in.number(), participant(), in.number());
        return index;
    }

    private @Nullable Participant participant() {
        int id = (int) in.number();
        return id == 0 ? null : participants.get(id - 1);
    }

    private AddressIndex namedIndex() {
        return indexes.get((int) in.number() - 1);
    }

    private static Group group(AddressIndex index) {
        Group group = index.group();
        if (group == null) {
            throw new IllegalArgumentException("not a state: a mailbox instead of a group");
        }
        return group;
    }

    private Member member() {
        String id = in.string();
        String user = in.string();
        String avatar = in.nullable();
        Instant seenAt = in.instant();
        Instant expires = in.instant();
        long changedAt = in.number();
        Participant participant = participants.get((int) in.number() - 1);
        AddressIndex mailbox = namedIndex();
        Visibility visibility = visibility(participant, mailbox);
        Member member =
                new Member(
                        id,
                        user,
                        avatar,
                        seenAt,
                        expires,
                        changedAt,
                        participant,
                        mailbox,
                        visibility);
        for (int left = in.count(); left > 0; left--) {
            member.commands()
                    .restore(
                            in.string(),
                            new CommandMemory.Accepted(in.uuid(), in.number(), in.instant()));
        }
        return member;
    }

    private Visibility visibility(Participant participant, AddressIndex mailbox) {
        VisibleSpan mail = new VisibleSpan(participant, mailbox, in.number());
        long lost = in.number();
        long lostByOthers = in.number();
        Map<Group, VisibleSpan> open = new HashMap<>();
        for (int left = in.count(); left > 0; left--) {
            AddressIndex index = namedIndex();
            open.put(group(index), new VisibleSpan(participant, index, in.number()));
        }
        Deque<VisibleSpan> closed = new ArrayDeque<>();
        for (int left = in.count(); left > 0; left--) {
            closed.addLast(
                    new VisibleSpan(
                            participant,
                            namedIndex(),
                            in.number(),
                            in.number(),
                            in.number(),
                            in.number()));
        }
        return new Visibility(participant, mail, open, closed, lost, lostByOthers);
    }

    private RetainedEvent event(String encodedIn) {
        long offset = in.number();
        int bits = in.octet();
        Participant author = participants.get((int) in.number() - 1);
        List<AddressIndex> own = new ArrayList<>(2);
        for (int left = in.count(); left > 0; left--) {
            own.add(namedIndex());
        }
        byte[] json = in.bytes();
        return encodedIn.equals(epoch)
                ? new RetainedEvent(
                        offset,
                        json,
                        (bits & StateEncoder.MESSAGE) != 0,
                        (bits & StateEncoder.BINARY) != 0,
                        author,
                        List.copyOf(own))
                : new RetainedEvent(inThisEpoch(json, offset), author, List.copyOf(own));
    }

    /// Cursors name the epoch, and a log may have begun another one since.
    private Event.Logged inThisEpoch(byte[] json, long offset) {
        Cursor cursor = new Cursor(epoch, offset);
        return switch (JsonEvents.decode(json)) {
            case Event.Message(_, String from, Address to, var content, long at) ->
                    new Event.Message(cursor, from, to, content, at);
            case Event.Joined(_, String user, Address.Group group) ->
                    new Event.Joined(cursor, user, group);
            case Event.Left(_, String user, Address.Group group) ->
                    new Event.Left(cursor, user, group);
        };
    }
}
