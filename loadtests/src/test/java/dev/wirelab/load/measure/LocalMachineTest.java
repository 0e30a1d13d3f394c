package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalMachineTest {
    @Test
    void everyAddressOfItsInterfacesIsItsOwn() throws IOException {
        List<InetAddress> addresses =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .toList();
        assertThat(addresses).isNotEmpty();
        assertThat(addresses)
                .allSatisfy(address ->
                        assertThat(LocalMachine.isAt("http://" + host(address) + ":7070"))
                                .isTrue());
    }

    private static String host(InetAddress address) {
        return address instanceof Inet6Address
                ? "[" + address.getHostAddress().replaceFirst("%.*", "") + "]"
                : address.getHostAddress();
    }

    @Test
    void namesAndAllOfTheLoopbackNetworkAreItsOwn() {
        assertThat(LocalMachine.isAt("http://localhost:7070")).isTrue();
        assertThat(LocalMachine.isAt("http://127.1.2.3:7070")).isTrue();
    }

    @Test
    void anAddressForExamplesAndANameThatCannotBeFoundAreElsewhere() {
        assertThat(LocalMachine.isAt("http://192.0.2.1:7070")).isFalse();
        assertThat(LocalMachine.isAt("http://no-such-host.invalid:7070")).isFalse();
    }
}
