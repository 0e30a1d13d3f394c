package dev.wirelab.load.torture;

import java.util.List;

/// What one client was sent.
///
/// @param received the messages in the order in which they came, over all of its connections
/// @param logs the messages that each node of the lab has for it at the end, read without a fault
/// @param logIns 1 unless its session was lost
/// @param gaps how often the lab reported that events were missing
record ClientRecord(
        String user, List<Delivery> received, List<List<Delivery>> logs, int logIns, int gaps) {
    /// Copies the lists.
    ClientRecord {
        received = List.copyOf(received);
        logs = logs.stream().map(List::copyOf).toList();
    }
}
