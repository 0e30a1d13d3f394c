package dev.wirelab.load.torture;

import java.util.List;
import java.util.Map;

/// Everything that a run has shown.
///
/// @param sent in the order in which each client was asked to send
/// @param positions of the commands that the lab accepted, by id
/// @param refusals the codes of those that it refused, by id
record Evidence(
        List<SentCommand> sent,
        Map<String, Long> positions,
        Map<String, String> refusals,
        List<ClientRecord> clients) {
    /// Copies everything.
    Evidence {
        sent = List.copyOf(sent);
        positions = Map.copyOf(positions);
        refusals = Map.copyOf(refusals);
        clients = List.copyOf(clients);
    }
}
