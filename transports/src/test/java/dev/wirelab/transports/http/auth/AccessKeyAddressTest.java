package dev.wirelab.transports.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose connections may present the key.
class AccessKeyAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, true",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, true",
        "192.168.1.5, 192.168.1.5, true",
        "192.168.1.6, 192.168.1.5, false",
        "192.168.1.6, 127.0.0.1, false",
        "10.0.0.1, 192.168.1.5, false",
    })
    void aPeerIsOnTheOwnMachineAtLoopbackOrAtTheAddressItConnectsTo(
            String peer, String own, boolean isOwn) {
        assertThat(AccessKey.isOwnMachine(peer, own)).isEqualTo(isOwn);
    }
}
