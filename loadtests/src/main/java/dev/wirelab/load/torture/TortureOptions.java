package dev.wirelab.load.torture;

import java.time.Duration;
import java.util.List;

/// How much of everything.
///
/// @param seed decides who sends what to whom, and what happens to whom when
/// @param duration for which messages are sent and things happen
/// @param transports each has as many clients, which change to the others
/// @param nodes of the lab
/// @param clients of each transport at the start
/// @param rate messages a second, of all clients together
/// @param faults a second, of all clients together
public record TortureOptions(
        long seed,
        Duration duration,
        List<String> transports,
        int nodes,
        int clients,
        double rate,
        double faults) {
    /// Copies the list.
    public TortureOptions {
        transports = List.copyOf(transports);
    }

    /// The number of clients.
    public int allClients() {
        return clients * transports.size();
    }
}
