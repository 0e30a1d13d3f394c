package dev.wirelab.lab.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;

/// The host names of a lab.
public final class Hosts {
    private static final String LOOPBACK = "127.0.0.1";

    private Hosts() {}

    /// Whether it is only accessible from this machine.
    public static boolean isLoopback(String host) throws UnknownHostException {
        return InetAddress.getByName(host).isLoopbackAddress();
    }

    /// The host to print: one that can be entered in a browser.
    public static String shown(String host) {
        return isWildcard(host) ? LOOPBACK : bracketed(host);
    }

    /// The host to print for other machines.
    public static String reachable(String host) {
        return isWildcard(host)
                ? NetworkAddresses.all().stream()
                        .findFirst()
                        .map(NetworkAddresses.Candidate::address)
                        .orElse(LOOPBACK)
                : shown(host);
    }

    /// All names of this host, as in an origin.
    public static Set<String> namesOf(String host) {
        Set<String> names = new LinkedHashSet<>();
        names.add(shown(host));
        names.add(LOOPBACK);
        names.add("localhost");
        if (isWildcard(host)) {
            addInterfaces(names);
        }
        return names;
    }

    private static void addInterfaces(Set<String> names) {
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> names.add(bracketed(plain(address))));
        } catch (SocketException e) {
            // Then only pages at the loopback names may use the lab.
            return;
        }
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static boolean isWildcard(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
