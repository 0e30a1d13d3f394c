package dev.wirelab.transports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DescriptorsTest {
    @ParameterizedTest
    @CsvSource({
        "256, 100, 124",
        "1024, 100, 796",
        "1048576, 100, 917404",
        "64, 100, 1",
        "9223372036854775807, 100, 2147483647"
    })
    void anEighthOfTheDescriptorsAreKept(long limit, long open, int connections) {
        assertThat(Descriptors.connections(limit, open)).isEqualTo(connections);
    }

    @Test
    void theLimitOfConnectionsIsNotAboveWhatTheProcessCanOpen() {
        assertThat(Quotas.DEFAULTS.within(100).connections()).isEqualTo(100);
        assertThat(Quotas.UNLIMITED.within(100).connections()).isEqualTo(100);
        assertThat(Quotas.DEFAULTS.within(60_000)).isEqualTo(Quotas.DEFAULTS);
    }
}
