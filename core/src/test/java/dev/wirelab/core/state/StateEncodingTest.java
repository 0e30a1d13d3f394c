package dev.wirelab.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.delivery.LocalSessions;
import dev.wirelab.core.log.Fact;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A state that was encoded and restored is the same one, whatever facts made it.
final class StateEncodingTest {
    private static final int STATES = 60;
    private static final int MOST_FACTS = 500;
    private static final Retention SMALL = new Retention(30, 8_000);
    private static final Retention LARGE = new Retention(10_000, 1 << 24);

    private static State empty(Retention retention) {
        return new State("e1", retention, new LocalSessions());
    }

    private static State restored(State state, Retention retention) {
        State copy = empty(retention);
        copy.restore(state.encode());
        return copy;
    }

    /// The answer of a state, or its refusal.
    private static String apply(State state, Fact fact) {
        try {
            return Long.toString(state.apply(fact));
        } catch (Refusal refusal) {
            return refusal.code() + ": " + refusal.getMessage();
        }
    }

    @Test
    void aRestoredStateIsTheSameAndStaysTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < STATES; i++) {
            Retention retention = random.nextBoolean() ? SMALL : LARGE;
            State state = empty(retention);
            RandomFacts facts = new RandomFacts(random, state);
            for (int left = random.nextInt(MOST_FACTS); left > 0; left--) {
                apply(state, facts.next());
            }
            State copy = restored(state, retention);
            assertThat(GraphText.of(copy)).as("seed %d", seed).isEqualTo(GraphText.of(state));
            for (int left = random.nextInt(MOST_FACTS); left > 0; left--) {
                Fact fact = facts.next();
                assertThat(apply(copy, fact)).as("seed %d", seed).isEqualTo(apply(state, fact));
            }
            assertThat(GraphText.of(copy)).as("seed %d", seed).isEqualTo(GraphText.of(state));
        }
    }

    private static State lively(Retention retention) {
        State state = empty(retention);
        RandomFacts facts = new RandomFacts(new Random(1), state);
        for (int i = 0; i < MOST_FACTS; i++) {
            apply(state, facts.next());
        }
        return state;
    }

    @Test
    void aNodeThatRetainsLessEvictsWhatIsBeyondIt() {
        State state = lively(LARGE);
        State copy = restored(state, SMALL);
        int kept = copy.events().events().size();
        assertThat(kept).isBetween(1, SMALL.events());
        assertThat(copy.events().bytes()).isLessThanOrEqualTo(SMALL.bytes());
        EventRing all = state.events().events();
        assertThat(copy.events().evicted()).isEqualTo(all.get(all.size() - kept - 1).offset());
        assertThat(copy.head()).isEqualTo(state.head());
    }

    @Test
    void inALaterEpochTheCursorsNameThatEpoch() {
        State state = lively(LARGE);
        State copy = new State("f2", LARGE, new LocalSessions());
        copy.restore(state.encode());
        EventRing events = copy.events().events();
        assertThat(events.size()).isEqualTo(state.events().events().size());
        for (int i = 0; i < events.size(); i++) {
            Event.Logged event = events.get(i).event();
            assertThat(event.cursor().toString()).isEqualTo("f2-" + events.get(i).offset());
            assertThat(events.get(i).json())
                    .asString()
                    .isEqualTo(
                            new String(state.events().events().get(i).json(), UTF_8)
                                    .replace("\"e1-", "\"f2-"));
        }
    }

    @Test
    void damagedBytesAndOtherVersionsAreNoState() {
        byte[] bytes = lively(SMALL).encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> empty(SMALL).restore(cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                empty(SMALL).restore(damaged);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s).+");
            }
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> empty(SMALL).restore(longer)).hasMessageContaining("more bytes");
        bytes[0] = 9;
        assertThatThrownBy(() -> empty(SMALL).restore(bytes))
                .hasMessage("a state in version 9 of the encoding; this program reads version 1");
        State used = empty(SMALL);
        used.apply(new Fact.Configured(5, 3));
        assertThatThrownBy(() -> used.restore(empty(SMALL).encode()))
                .isInstanceOf(IllegalStateException.class);
    }

    /// These bytes may stand in logs and stay readable.
    @Test
    void versionOneIsWhatIsWritten() {
        State state = empty(LARGE);
        state.apply(new Fact.Configured(5, 3));
        assertThat(HexFormat.of().formatHex(state.encode()))
                .isEqualTo(
                        "01" // version
                                + "026531" // epoch
                                + "00" // head
                                + "0503" // limits
                                + "00" // participants
                                + "0101" // groups, indexes
                                + "01056c6f62627900" // the lobby, its version
                                + "000000000000" // its latest event, and the latest evicted
                                + "00" // members
                                + "0000"); // evicted, events
        assertThat(restored(state, LARGE).groups().getFirst().index().isOf("lobby")).isTrue();
        assertThat(restored(state, LARGE).findUser(new Address.User("ann"))).isEmpty();
    }
}
