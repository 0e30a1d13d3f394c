package dev.wirelab.lab.lane;

import java.time.Duration;

/// Timeouts of a TCP lane.
///
/// @param connect to open the TCP connection
/// @param stall for either side to accept data, or to reply to a ping
/// @param quiet silence of the browser after which it is pinged
record LaneLimits(Duration connect, Duration stall, Duration quiet) {
    /// A browser that is gone is detected within 35 s.
    static final LaneLimits DEFAULT =
            new LaneLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(25));

    LaneLimits {
        if (!connect.isPositive() || !stall.isPositive() || !quiet.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
