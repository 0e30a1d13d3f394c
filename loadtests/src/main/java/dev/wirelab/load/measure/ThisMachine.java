package dev.wirelab.load.measure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;

/// Tells whether a lab runs on the machine of the load program.
public final class ThisMachine {
    private ThisMachine() {}

    /// Whether an HTTP address is one of this machine's own: a loopback address, or one of an
    /// interface. A name that cannot be found is none.
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
