package dev.wirelab.load.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.core.wire.Address;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TheoryTest {
    private static final Units UNITS = new Units(180, 110, 40, 40, 36);
    private static final HttpHeads HEADS = new HttpHeads(350, 96, 400, 96);

    @Test
    void pushIsATransitToTheLabAndOneFromIt() {
        for (String transport : new String[] {"websocket", "tcp"}) {
            Prediction push = theory(100, 20, 500, 2_000).of(transport).orElseThrow();

            assertThat(push.latency().apply(0)).isEqualTo(new Interval(1_000, 1_000, 3_000));
            assertThat(push.latency().apply(0.5)).isEqualTo(new Interval(2_000, 1_000, 3_000));
            assertThat(push.requests()).isZero();
        }
    }

    @Test
    void aLongPollIsOneToThreeTransitsAfterTheLabHasTheMessage() {
        Prediction slow = theory(100, 20, 500, 0).of("long-poll").orElseThrow();
        assertThat(slow.latency().apply(0.5)).isEqualTo(new Interval(1_000, 1_000, 2_000));

        // A thousand a second, each poll away for a millisecond: two come while none waits.
        Prediction fast = theory(100, 2_000, 500, 0).of("long-poll").orElseThrow();
        assertThat(fast.latency().apply(0.5)).isEqualTo(new Interval(1_500, 1_000, 2_000));
        assertThat(fast.requests()).isCloseTo(0.5 + 0.01, within(1e-9));
    }

    @Test
    void aShortPollIsUniformOverTheInterval() {
        Prediction poll = theory(100, 20, 500, 0).of("short-poll").orElseThrow();

        assertThat(poll.latency().apply(0).estimate()).isEqualTo(1_000);
        assertThat(poll.latency().apply(0.5).estimate()).isEqualTo(501_000);
        assertThat(poll.latency().apply(0.99).estimate()).isEqualTo(991_000);
    }

    @Test
    void aFrameHasAHeaderByItsSizeAndAMaskFromAClient() {
        assertThat(Frames.fromServer(125)).isEqualTo(127);
        assertThat(Frames.fromServer(126)).isEqualTo(130);
        assertThat(Frames.fromServer(65_535)).isEqualTo(65_539);
        assertThat(Frames.fromServer(65_536)).isEqualTo(65_546);
        assertThat(Frames.fromClient(125)).isEqualTo(131);
    }

    @Test
    void bytesAreTheMessageItsFrameAndAShareOfThePublishers() {
        Prediction websocket = theory(100, 20, 500, 0).of("websocket").orElseThrow();
        assertThat(websocket.bytesDown()).isCloseTo(184 + 42 / 100.0, within(1e-9));
        assertThat(websocket.bytesUp()).isCloseTo(116 / 100.0, within(1e-9));

        Prediction tcp = theory(100, 20, 500, 0).of("tcp").orElseThrow();
        assertThat(tcp.bytesDown()).isCloseTo(181 + 41 / 100.0, within(1e-9));
        assertThat(tcp.bytesUp()).isCloseTo(111 / 100.0, within(1e-9));
    }

    @Test
    void theMessagesOfAnIntervalShareAPoll() {
        // 20 a second, a poll a second: twenty share one, nineteen with a comma before them.
        Prediction poll = theory(100, 20, 500, 0).of("short-poll").orElseThrow();

        assertThat(poll.requests()).isCloseTo(1 / 20.0 + 1 / 100.0, within(1e-9));
        assertThat(poll.bytesUp()).isCloseTo(350 / 20.0 + 510 / 100.0, within(1e-9));
        assertThat(poll.bytesDown())
                .isCloseTo((96 + 36) / 20.0 + 180 + 19 / 20.0 + 136 / 100.0, within(1e-9));
    }

    @Test
    void aQuietGroupPaysForEmptyPolls() {
        Prediction poll = theory(1, 0.1, 500, 0).of("short-poll").orElseThrow();

        assertThat(poll.requests()).isCloseTo(10 + 1, within(1e-9));
        assertThat(poll.bytesUp()).isCloseTo(10 * 350 + 510, within(1e-9));
    }

    @Test
    void sizesAreThoseOfTheCodecs() {
        Units small =
                Units.of("load-6f0c2a91-publisher", new Address.Group("load-6f0c2a91"), "17", 64);
        Units large =
                Units.of("load-6f0c2a91-publisher", new Address.Group("load-6f0c2a91"), "17", 164);

        assertThat(large.event() - small.event()).isEqualTo(100);
        assertThat(large.command() - small.command()).isEqualTo(100);
        assertThat(small.emptyPoll())
                .isEqualTo("{\"cursor\":\"abcdef-5000\",\"events\":[]}".length());
        assertThat(small.ok())
                .isEqualTo("{\"type\":\"ok\",\"id\":\"17\",\"cursor\":\"abcdef-5000\"}".length());
    }

    @Test
    void ofATransportWithoutAModelNothingIsSaid() {
        assertThat(theory(1, 1, 1, 1).of("sse")).isEmpty();
    }

    @Test
    void beyondTheBoundsAndTheNoiseADeviationIsToBeExplained() {
        Interval predicted = new Interval(2_000, 1_000, 3_000);

        assertThat(Deviation.of(3_200, predicted, 1.1).kind())
                .isEqualTo(Deviation.Kind.AS_PREDICTED);
        assertThat(Deviation.of(3_400, predicted, 1.1).kind()).isEqualTo(Deviation.Kind.ABOVE);
        assertThat(Deviation.of(900, predicted, 1.1).kind()).isEqualTo(Deviation.Kind.BELOW);
        assertThat(Deviation.of(4_000, predicted, 1.1).ratio()).isEqualTo(2);
        assertThatThrownBy(() -> Deviation.of(1, 1, 0.9)).hasMessageContaining("noise");
    }

    private static Theory theory(int readers, double rate, double transit, double fanOut) {
        return new Theory(
                new Conditions(readers, rate, Duration.ofSeconds(1), transit, fanOut),
                UNITS,
                HEADS);
    }
}
