package dev.wirelab.load.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;

/// Checks whether a lab runs on the machine of the load generator.
public final class LocalMachine {
    private LocalMachine() {}

    /// Whether an HTTP address belongs to this machine: a loopback address, or one of an interface.
    /// An unknown name does not.
    public static boolean isAt(String http) {
        try {
            InetAddress address = InetAddress.getByName(URI.create(http).getHost());
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
