package dev.wirelab.load.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LabAddressTest {
    private final LabAddress address = new LabAddress();

    @Test
    void isTheFirstHttpAddressThatTheLabPrints() {
        address.accept("Wirelab is up: one chat on four wires.");
        assertThat(address.found()).isNotDone();
        address.accept("  page     http://127.0.0.1:35845/");
        address.accept("curl http://localhost:1/");
        assertThat(address.found()).isCompletedWithValue("http://127.0.0.1:35845");
    }

    @Test
    void mayBeAnIpv6Address() {
        address.accept("page http://[::1]:7070/");
        assertThat(address.found()).isCompletedWithValue("http://[::1]:7070");
    }

    @Test
    void isNotTakenFromAnErrorMessage() {
        address.accept("lab: port 7070 is taken; see telnet or http://");
        assertThat(address.found()).isNotDone();
    }
}
