package dev.wirelab.core.state;

import dev.wirelab.core.log.ByteWriter;
import dev.wirelab.core.log.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Encodes a whole state for [StateDecoder], in the way of [dev.wirelab.core.log.FactCodec]:
///
/// - the version, the epoch, the offset of the latest event, the limits of the chat;
/// - all participants that anything refers to, in a table: others name them by their number in it;
/// - all address indexes in a table, first those of the groups that exist, the lobby's first;
/// - the members with their spans and their accepted commands;
/// - the retained events, each with its JSON.
///
/// What follows from these is left out: who is in which group, names, counted memory.
final class StateEncoder {
    /// The current version, the first one.
    static final int VERSION = 1;

    /// Marks an index in the table.
    static final int MAILBOX = 0;

    static final int GROUP = 1;

    /// Bits of an event.
    static final int MESSAGE = 1;

    static final int BINARY = 2;

    private static final int SMALLEST = 4096;

    private final State state;
    private final ByteWriter out;

    // Numbered from 1; compared by identity.
    private final Map<Participant, Integer> participants = new LinkedHashMap<>();
    private final Map<AddressIndex, Integer> indexes = new LinkedHashMap<>();

    private StateEncoder(State state) {
        this.state = state;
        this.out =
                new ByteWriter(VERSION, SMALLEST + (int) Math.min(1 << 30, state.events().bytes()));
    }

    static byte[] encode(State state) {
        StateEncoder encoder = new StateEncoder(state);
        encoder.number();
        encoder.write();
        return encoder.out.toBytes();
    }

    private void number() {
        state.groups().forEach(group -> number(group.index()));
        for (Member member : state.members()) {
            number(member.participant());
            number(member.mailbox());
            member.visibility().closed().forEach(span -> number(span.index()));
        }
        EventRing events = state.events().events();
        for (int i = 0; i < events.size(); i++) {
            number(events.get(i).author());
            events.get(i).indexes().forEach(this::number);
        }
    }

    private void number(AddressIndex index) {
        if (indexes.putIfAbsent(index, indexes.size() + 1) == null) {
            number(index.owner());
            number(index.latest().sender());
            number(index.evicted().sender());
        }
    }

    private void number(@Nullable Participant participant) {
        if (participant != null) {
            participants.putIfAbsent(participant, participants.size() + 1);
        }
    }

    private void write() {
        Fact.Configured limits = state.limits();
        out.string(state.head().epoch())
                .number(state.head().offset())
                .number(limits.maxSessions())
                .number(limits.maxGroups());
        out.number(participants.size());
        participants.keySet().forEach(participant -> out.string(participant.userKey()));
        out.number(state.groups().size()).number(indexes.size());
        indexes.keySet().forEach(this::write);
        out.number(state.members().size());
        state.members().forEach(this::write);
        EventStore store = state.events();
        out.number(store.evicted()).number(store.events().size());
        for (int i = 0; i < store.events().size(); i++) {
            write(store.events().get(i));
        }
    }

    private void write(AddressIndex index) {
        Group group = index.group();
        if (group == null) {
            out.octet(MAILBOX).number(idOf(index.owner()));
        } else {
            out.octet(GROUP).string(group.address().name()).number(group.version());
        }
        write(index.latest());
        write(index.evicted());
    }

    private void write(LatestOffset latest) {
        out.number(latest.offset()).number(idOf(latest.sender())).number(latest.offsetByOthers());
    }

    private void write(Member member) {
        out.string(member.id())
                .string(member.user())
                .nullable(member.avatar())
                .instant(member.seenAt())
                .instant(member.expires())
                .number(member.changedAt())
                .number(idOf(member.participant()))
                .number(idOf(member.mailbox()));
        write(member.visibility());
        Map<String, CommandMemory.Accepted> accepted = member.commands().accepted();
        out.number(accepted.size());
        accepted.forEach((id, command) ->
                out.string(id)
                        .uuid(command.digest())
                        .number(command.offset())
                        .instant(command.at()));
    }

    private void write(Visibility visibility) {
        out.number(visibility.mail().from())
                .number(visibility.lost())
                .number(visibility.lostByOthers());
        List<VisibleSpan> open = visibility.open();
        out.number(open.size());
        open.forEach(span -> out.number(idOf(span.index())).number(span.from()));
        out.number(visibility.closed().size());
        for (VisibleSpan span : visibility.closed()) {
            out.number(idOf(span.index()))
                    .number(span.from())
                    .number(span.closedAt())
                    .number(span.last())
                    .number(span.lastByOthers());
        }
    }

    private void write(RetainedEvent event) {
        int bits = (event.sender() == null ? 0 : MESSAGE) | (event.isBinary() ? BINARY : 0);
        out.number(event.offset())
                .octet(bits)
                .number(idOf(event.author()))
                .number(event.indexes().size());
        event.indexes().forEach(index -> out.number(idOf(index)));
        out.bytes(event.json());
    }

    private int idOf(@Nullable Participant participant) {
        return participant == null ? 0 : participants.getOrDefault(participant, 0);
    }

    private int idOf(AddressIndex index) {
        return indexes.getOrDefault(index, 0);
    }
}
