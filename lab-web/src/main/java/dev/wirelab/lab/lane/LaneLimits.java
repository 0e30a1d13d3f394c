package dev.wirelab.lab.lane;

import java.time.Duration;

/// Timeouts of a TCP lane.
///
/// @param connect how long opening the TCP connection may take
/// @param stall how long either side may take to accept data, or to reply to a ping
/// @param quiet how long the browser may be idle before it is pinged
record LaneLimits(Duration connect, Duration stall, Duration quiet) {
    /// A browser that has vanished is detected within 35 s.
    static final LaneLimits DEFAULT =
            new LaneLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(25));

    LaneLimits {
        if (!connect.isPositive() || !stall.isPositive() || !quiet.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
