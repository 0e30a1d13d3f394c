package dev.wirelab.transports;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalInt;

/// The file descriptors of this process, of which each connection needs one. A connection that
/// finds none cannot be accepted, nor refused; so some are kept for it, and for all that is not a
/// connection of a client: files, classes that are loaded later, the log, lanes of the page.
public final class Descriptors {
    /// What is kept: an eighth of all, and at least so many.
    private static final int MIN_KEPT = 32;

    private static final int KEPT_SHARE = 8;

    private Descriptors() {}

    /// How many connections there may be besides what is open now; empty if the system does not
    /// tell.
    public static OptionalInt connections() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                && system.getMaxFileDescriptorCount() > 0) {
            return OptionalInt.of(
                    connections(
                            system.getMaxFileDescriptorCount(),
                            system.getOpenFileDescriptorCount()));
        }
        return OptionalInt.empty();
    }

    /// @param limit how many the process may have
    /// @param open how many it has
    static int connections(long limit, long open) {
        long kept = Math.max(MIN_KEPT, limit / KEPT_SHARE);
        return Math.clamp(limit - kept - open, 1, Integer.MAX_VALUE);
    }
}
