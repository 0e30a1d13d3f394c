package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.measure.Target;
import org.junit.jupiter.api.Test;

final class LabAddressesTest {
    private final LabAddresses addresses = new LabAddresses();

    @Test
    void findsThePageAndTheTelnetPort() {
        addresses.accept("Wirelab is up: one chat on four wires.");
        addresses.accept("  page     http://127.0.0.1:35845/");
        assertThat(addresses.found()).isNotDone();
        addresses.accept("  telnet   telnet 127.0.0.1 36549");
        assertThat(addresses.found())
                .isCompletedWithValue(new Target("http://127.0.0.1:35845", "127.0.0.1", 36549));
    }

    @Test
    void theFirstOfEachCounts() {
        addresses.accept("telnet localhost 7071 and http://localhost:7070/x");
        addresses.accept("curl http://localhost:1/ and telnet other 2");
        assertThat(addresses.found())
                .isCompletedWithValue(new Target("http://localhost:7070", "localhost", 7071));
    }

    @Test
    void understandsAnIpv6Address() {
        addresses.accept("page http://[::1]:7070/");
        addresses.accept("telnet localhost 7071");
        assertThat(addresses.found())
                .isCompletedWithValue(new Target("http://[::1]:7070", "localhost", 7071));
    }

    @Test
    void anErrorIsNoAddress() {
        addresses.accept("lab: port 7070 is taken; see telnet or http://");
        assertThat(addresses.found()).isNotDone();
    }
}
