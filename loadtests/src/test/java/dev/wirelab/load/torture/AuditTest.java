package dev.wirelab.load.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.torture.Finding.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A broken promise of each kind is found, where it was broken.
final class AuditTest {
    private static final Delivery TO_ALL = new Delivery(3, "ann", "#lobby", "hello");
    private static final Delivery TO_GROUP = new Delivery(4, "ann", "#g", "members");
    private static final Delivery TO_BOB = new Delivery(6, "ann", "@bob", "secret");
    private static final List<SentCommand> SENT =
            List.of(
                    new SentCommand("c1", "ann", SentCommand.Kind.JOIN, "#g", ""),
                    new SentCommand("c2", "bob", SentCommand.Kind.JOIN, "#g", ""),
                    say("c3", TO_ALL),
                    say("c4", TO_GROUP),
                    new SentCommand("c5", "bob", SentCommand.Kind.LEAVE, "#g", ""),
                    say("c6", TO_BOB),
                    say("c7", new Delivery(7, "ann", "#g", "without bob")),
                    new SentCommand("c8", "bob", SentCommand.Kind.INTRUDE, "#g", "let me in"));
    private static final Map<String, Long> POSITIONS =
            Map.of("c1", 1L, "c2", 2L, "c3", 3L, "c4", 4L, "c5", 5L, "c6", 6L, "c7", 7L);
    private static final List<Delivery> BOBS = List.of(TO_ALL, TO_GROUP, TO_BOB);
    private static final List<Delivery> ANNS =
            List.of(TO_ALL, TO_GROUP, TO_BOB, new Delivery(7, "ann", "#g", "without bob"));

    @Test
    void whoGetsWhatIsDueOnceAndInOrderHasNothingToComplainAbout() {
        Audit audit = bobGets(all -> all);
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.accepted()).isEqualTo(4);
        assertThat(audit.due()).isEqualTo(7);
    }

    @Test
    void eachBrokenPromiseIsFound() {
        assertThat(kinds(all -> all.subList(0, 2))).containsExactly(Kind.LOST);
        assertThat(kinds(all -> List.of(TO_ALL, TO_ALL, TO_GROUP, TO_BOB)))
                .containsExactly(Kind.DOUBLED);
        assertThat(kinds(all -> List.of(TO_GROUP, TO_ALL, TO_BOB))).containsExactly(Kind.REORDERED);
        assertThat(kinds(all -> with(all, new Delivery(9, "ann", "#lobby", "hello"))))
                .as("published twice")
                .containsExactly(Kind.DOUBLED);
        assertThat(kinds(all -> with(all, ANNS.getLast())))
                .as("of a group that he has left")
                .containsExactly(Kind.LEAKED);
        assertThat(kinds(all -> with(all, new Delivery(8, "cid", "@dan", "for Dan"))))
                .containsExactly(Kind.LEAKED);
        assertThat(
                        kinds(all ->
                                List.of(
                                        TO_ALL,
                                        TO_GROUP,
                                        new Delivery(6, "cid", "@bob", "secret"))))
                .containsExactly(Kind.ALTERED);
    }

    @Test
    void aLostSessionAGapAndAWrongAnswerAreFound() {
        ClientRecord ann = new ClientRecord("ann", ANNS, List.of(ANNS), 2, 0);
        ClientRecord bob = new ClientRecord("bob", BOBS, List.of(BOBS), 1, 3);
        assertThat(Audit.of(new Evidence(SENT, POSITIONS, Map.of(), List.of(ann, bob))).findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.UNANSWERED, Kind.SESSION, Kind.GAP);
        assertThat(
                        Audit.of(
                                        new Evidence(
                                                SENT,
                                                POSITIONS,
                                                Map.of("c8", "unauthorized"),
                                                List.of()))
                                .findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.JUDGED);
    }

    @Test
    void aRefusedMessageOfWhichACopyCameWhenItsSenderWasAMemberIsDueToTheMembers() {
        List<SentCommand> sent = new ArrayList<>(SENT);
        sent.add(new SentCommand("c9", "bob", SentCommand.Kind.JOIN, "#g", ""));
        Map<String, Long> positions = new HashMap<>(POSITIONS);
        positions.put("c9", 8L);
        Delivery copy = new Delivery(9, "bob", "#g", "let me in");
        List<Delivery> anns = with(ANNS, copy);
        Evidence evidence =
                new Evidence(
                        sent,
                        positions,
                        Map.of("c8", "not_member"),
                        List.of(
                                new ClientRecord("ann", anns, List.of(anns), 1, 0),
                                new ClientRecord("bob", BOBS, List.of(with(BOBS, copy)), 1, 0)));
        assertThat(Audit.of(evidence).late()).isEqualTo(1);
        assertThat(Audit.of(evidence).findings())
                .extracting(Finding::kind)
                .as("bob did not get it")
                .containsExactly(Kind.LOST);
    }

    @Test
    void aMessageThatShouldHaveBeenRefusedIsAllowedIfItsSenderHadBecomeAMember() {
        List<SentCommand> sent = new ArrayList<>(SENT);
        sent.add(new SentCommand("c9", "bob", SentCommand.Kind.JOIN, "#g", ""));
        Map<String, Long> positions = new HashMap<>(POSITIONS);
        positions.put("c8", 9L);
        Delivery again = new Delivery(9, "bob", "#g", "let me in");
        List<ClientRecord> records =
                List.of(
                        new ClientRecord("ann", with(ANNS, again), List.of(), 1, 0),
                        new ClientRecord("bob", with(BOBS, again), List.of(), 1, 0));
        positions.put("c9", 8L);
        Audit allowed = Audit.of(new Evidence(sent, positions, Map.of(), records));
        assertThat(allowed.findings()).isEmpty();
        assertThat(allowed.late()).isEqualTo(1);
        positions.put("c9", 10L);
        assertThat(Audit.of(new Evidence(sent, positions, Map.of(), records)).findings())
                .extracting(Finding::kind)
                .contains(Kind.JUDGED);
    }

    private static List<Delivery> with(List<Delivery> all, Delivery one) {
        List<Delivery> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    private static List<Kind> kinds(UnaryOperator<List<Delivery>> fault) {
        return bobGets(fault).findings().stream().map(Finding::kind).toList();
    }

    private static Audit bobGets(UnaryOperator<List<Delivery>> fault) {
        return Audit.of(
                new Evidence(
                        SENT,
                        POSITIONS,
                        Map.of("c8", "not_member"),
                        List.of(
                                new ClientRecord("ann", ANNS, List.of(ANNS), 1, 0),
                                new ClientRecord("bob", fault.apply(BOBS), List.of(BOBS), 1, 0))));
    }

    private static SentCommand say(String id, Delivery message) {
        return new SentCommand(
                id, message.from(), SentCommand.Kind.SAY, message.to(), message.text());
    }
}
