package dev.wirelab.load.survive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.survive.client.Journal;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccountTest {
    private static final Map<String, Long> DUE = Map.of("a", 10L, "b", 20L, "c", 30L);
    private static final Set<String> ALL = Set.of("a", "b", "c");

    @Test
    void deliveriesInTheOrderOfTheLogArePerfect() {
        assertThat(account(arrival(12, 1, "a"), arrival(29, 2, "b"), arrival(33, 3, "c")))
                .isEqualTo(new Account(3, 0, 0, 0, OptionalLong.of(9), true));
    }

    @Test
    void aLostMessageIsAsLateAsTheNextThatCame() {
        Account account = account(arrival(12, 1, "a"), arrival(90, 3, "c"));
        assertThat(account.lost()).isEqualTo(1);
        assertThat(account.latestNanos()).hasValue(70);
        assertThat(account.flowsAtEnd()).isTrue();
    }

    @Test
    void aMessageWithTwoCursorsIsDuplicatedAndALateOneIsReordered() {
        Account account =
                account(
                        arrival(11, 1, "a"),
                        arrival(32, 3, "c"),
                        arrival(33, 2, "b"),
                        arrival(34, 4, "a"));
        assertThat(account.doubled()).isEqualTo(1);
        assertThat(account.reordered()).isEqualTo(1);
        assertThat(account.lost()).isZero();
    }

    @Test
    void theOrderStartsAgainInAnotherEpoch() {
        Account account =
                account(
                        arrival(11, 7, "a"),
                        new Journal.Arrival(22, "e2-1", null, "#lobby", "b"),
                        new Journal.Arrival(33, "e2-2", null, "#lobby", "c"));
        assertThat(account.reordered()).isZero();
    }

    @Test
    void messagesNotAcceptedOrDueBeforeTheClientConnectedDoNotCount() {
        Account account = Account.of(DUE, Set.of("a", "b"), List.of(arrival(25, 2, "b")), 15);
        assertThat(account.messages()).isEqualTo(1);
        assertThat(account.lost()).isZero();
        assertThat(account.flowsAtEnd()).isTrue();
    }

    @Test
    void nothingFlowsIfTheLastIsMissing() {
        assertThat(account(arrival(12, 1, "a")).flowsAtEnd()).isFalse();
        assertThat(account().latestNanos()).isEmpty();
    }

    private static Account account(Journal.Arrival... arrivals) {
        return Account.of(DUE, ALL, List.of(arrivals), 0);
    }

    private static Journal.Arrival arrival(long nanos, int offset, String text) {
        return new Journal.Arrival(nanos, "e1-" + offset, null, "#lobby", text);
    }
}
