package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The contract on short polling, and what is peculiar to it.
class ShortPollContractTest extends TransportContract implements PollRules {
    ShortPollContractTest() {
        super(KitTransport.SHORT_POLL);
    }

    @Test
    @Rule("P6")
    void aShortPollAnswersAtOnceWhenThereIsNothing() {
        Session alice = scene().session("alice");
        try (HttpConnection connection = new HttpConnection(scene().lab().http())) {
            String cursor = connection.get("/poll/short", alice.authorization()).json().cursor();
            long begin = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                Json answer =
                        connection.get("/poll/short?after=" + cursor, alice.authorization()).json();
                assertThat(answer.list("events")).isEmpty();
            }
            assertThat(System.nanoTime() - begin).isLessThan(20_000_000_000L);
        }
    }
}
