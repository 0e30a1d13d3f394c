package dev.wirelab.load.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class LinkParserTest {
    @ParameterizedTest
    @EnumSource(LinkProfile.class)
    void aProfileIsFoundByItsName(LinkProfile profile) throws LinkException {
        assertThat(LinkParser.parse(profile.id())).isEqualTo(profile.link());
    }

    @Test
    void aFreeLinkHasWhatItNames() throws LinkException {
        Link link = LinkParser.parse("rtt=80ms,loss=1%,rate=2mbit");

        assertThat(link.roundTrip()).isEqualTo(Duration.ofMillis(80));
        assertThat(link.up()).isEqualTo(link.down());
        assertThat(link.up().loss()).isEqualTo(0.01);
        assertThat(link.up().bitsPerSecond()).isEqualTo(2_000_000);
        assertThat(link.up().queueBytes()).isEqualTo(50_000);
        assertThat(link.describe()).isEqualTo("rtt 80 ms, 2 Mbit/s, loss 1 %");
    }

    @Test
    void aProfileCanBeChanged() throws LinkException {
        Link link = LinkParser.parse("3g,up-rate=64kbit,stall=2s/10s,half-open=1.5s,seed=7");

        assertThat(link.roundTrip()).isEqualTo(Duration.ofMillis(300));
        assertThat(link.up().bitsPerSecond()).isEqualTo(64_000);
        assertThat(link.down()).isEqualTo(LinkProfile.UMTS.link().down());
        assertThat(link.seed()).isEqualTo(7);
        assertThat(link.describe())
                .isEqualTo(
                        "rtt 300 ms, 64 kbit/s up / 1.6 Mbit/s down, stalls for 2000 ms every 10 s,"
                                + " half-open after 1500 ms");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                  | there is no link ''",
                "mars                | there is no link 'mars'; there are lan, fibre",
                "rtt=80ms,           | there is no ''",
                "rtt=80ms,rtt=90ms   | rtt is there twice",
                "rtt=80              | rtt=80 is not a time such as 80ms",
                "rtt=-5ms            | rtt must not be negative",
                "rtt=30s             | delay must be 0 to 10s",
                "jitter=5ms          | jitter must be 0 to the delay",
                "rate=0mbit          | rate must be above 0",
                "rate=1kbit          | rate must be 8kbit to 1gbit",
                "rate=2              | rate=2 is not a rate such as 2mbit",
                "loss=100%           | loss must be 0 to 50%",
                "loss=1              | loss=1 is not a share such as 1%",
                "burst=0             | burst must be 1 to 100 packets",
                "stall=2s            | stall=2s is not FOR/EVERY",
                "cut=0ms             | cut must be longer than 0",
                "queue=1kb,rate=1mbit | queue must be 3kb"
            })
    void anImpossibleLinkIsRefusedInOneLine(String text, String reason) {
        assertThatThrownBy(() -> LinkParser.parse(text))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining(reason)
                .message()
                .hasLineCount(1);
    }
}
