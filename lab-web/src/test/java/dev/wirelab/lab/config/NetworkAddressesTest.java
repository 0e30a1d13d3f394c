package dev.wirelab.lab.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.lab.config.NetworkAddresses.Candidate;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkAddressesTest {
    @Test
    void networksOfContainersAndTunnelsComeLast() {
        Candidate docker = new Candidate("docker0", "172.17.0.1");
        Candidate tunnel = new Candidate("tun0", "10.8.0.2");
        Candidate cable = new Candidate("enp3s0", "192.168.1.5");
        Candidate wireless = new Candidate("wlan0", "192.168.2.5");
        assertThat(NetworkAddresses.inOrder(List.of(docker, cable, tunnel, wireless)))
                .containsExactly(cable, wireless, docker, tunnel);
        assertThat(cable).hasToString("192.168.1.5 (enp3s0)");
    }

    @Test
    void noneIsLoopback() {
        assertThat(NetworkAddresses.all())
                .noneMatch(candidate -> candidate.address().startsWith("127."));
    }
}
