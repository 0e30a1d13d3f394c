package dev.wirelab.lab.config;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/// The addresses at which other machines of a network may reach this one.
public final class NetworkAddresses {
    /// Interfaces of containers, virtual machines and tunnels.
    private static final Pattern VIRTUAL =
            Pattern.compile("(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|utun|wg|zt|tailscale).*");

    private NetworkAddresses() {}

    /// An IPv4 address, and the name of its interface.
    public record Candidate(String network, String address) {
        @Override
        public String toString() {
            return address + " (" + network + ")";
        }
    }

    /// The addresses of all interfaces that are up but for loopback; those of containers, virtual
    /// machines and tunnels last.
    public static List<Candidate> all() {
        try {
            return inOrder(
                    NetworkInterface.networkInterfaces()
                            .filter(NetworkAddresses::isUp)
                            .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                            .flatMap(network ->
                                    network.inetAddresses()
                                            .filter(NetworkAddresses::isReachable)
                                            .map(address ->
                                                    new Candidate(
                                                            network.getName(),
                                                            address.getHostAddress())))
                            .toList());
        } catch (SocketException e) {
            return List.of();
        }
    }

    static List<Candidate> inOrder(List<Candidate> found) {
        return found.stream()
                .sorted(
                        Comparator.comparing(
                                candidate -> VIRTUAL.matcher(candidate.network()).matches()))
                .toList();
    }

    private static boolean isUp(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback();
        } catch (SocketException e) {
            return false;
        }
    }

    private static boolean isReachable(InetAddress address) {
        return address instanceof Inet4Address && !address.isLinkLocalAddress();
    }
}
