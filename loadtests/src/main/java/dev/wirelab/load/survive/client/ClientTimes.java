package dev.wirelab.load.survive.client;

import java.time.Duration;

/// The times of a resuming client.
///
/// @param open how long opening a connection may take, up to its first event
/// @param answer how long the answer to a command or a short poll may take
/// @param heartbeat after so long without a byte, a client that can send commands on the connection
///   sends a ping
/// @param silence after so long without a byte, a connection is regarded as dead
/// @param holdSeconds how long the lab may hold a long poll
/// @param pollInterval the time between two short polls
/// @param young a connection that ends sooner than this after it was opened counts as a failure
/// @param firstPause before the first attempt after a failure; it doubles with each further one
/// @param longestPause between two attempts
public record ClientTimes(
        Duration open,
        Duration answer,
        Duration heartbeat,
        Duration silence,
        int holdSeconds,
        Duration pollInterval,
        Duration young,
        Duration firstPause,
        Duration longestPause) {
    private static final Duration EAGER = Duration.ofMillis(200);

    /// The times for a lab that sends heartbeats every 25 s.
    public static final ClientTimes USUAL =
            new ClientTimes(
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(35),
                    25,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10));

    /// The same with pauses that hardly grow.
    public ClientTimes eager() {
        return new ClientTimes(
                open, answer, heartbeat, silence, holdSeconds, pollInterval, young, EAGER, EAGER);
    }
}
