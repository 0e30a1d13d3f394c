package dev.wirelab.lab;

import java.time.Duration;

/// How long a TCP lane waits for whom.
///
/// @param connect for the TCP connection to stand
/// @param stall for either side to take what is due to it, or to answer a ping
/// @param quiet for the browser to say something before it is pinged
record LaneLimits(Duration connect, Duration stall, Duration quiet) {
    /// A browser that is gone is noticed within 35 s.
    static final LaneLimits DEFAULT =
            new LaneLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(25));

    LaneLimits {
        if (!connect.isPositive() || !stall.isPositive() || !quiet.isPositive()) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
