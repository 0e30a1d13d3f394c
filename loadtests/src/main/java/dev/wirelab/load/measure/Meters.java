package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a lab's meters said of one transport and of its process at one moment, or what they moved
/// between two moments.
///
/// @param stampNanos the moment, on the lab's monotonic clock; of a difference: how long it took
/// @param bytesIn socket bytes from the clients
/// @param bytesOut socket bytes to the clients
/// @param requests HTTP requests
/// @param emptyPolls polls that were answered without an event
/// @param connectionsOpened connections that were opened
/// @param commands commands
/// @param eventsDelivered events that the lab gave to this transport's readers
/// @param cpuNanos CPU time of the lab's process
/// @param allocatedBytes bytes that the lab's process allocated
/// @param ledger what the socket bytes were for; null: the lab keeps no ledger
public record Meters(
        long stampNanos,
        long bytesIn,
        long bytesOut,
        long requests,
        long emptyPolls,
        long connectionsOpened,
        long commands,
        long eventsDelivered,
        long cpuNanos,
        long allocatedBytes,
        @Nullable Ledger ledger) {

    /// Reads the row of one transport out of the answer to `GET /api/meters`; nothing if there is
    /// no such row.
    public static Optional<Meters> read(JsonNode answer, String transport) {
        JsonNode row = answer.path("transports").path(transport);
        if (!row.isObject() || !answer.path("stamp").isIntegralNumber()) {
            return Optional.empty();
        }
        JsonNode process = answer.path("process");
        return Optional.of(
                new Meters(
                        answer.path("stamp").asLong(),
                        row.path("bytesIn").asLong(),
                        row.path("bytesOut").asLong(),
                        row.path("requests").asLong(),
                        row.path("emptyPolls").asLong(),
                        row.path("connectionsOpened").asLong(),
                        row.path("commands").asLong(),
                        row.path("eventsDelivered").asLong(),
                        process.path("cpuNanos").asLong(),
                        process.path("allocatedBytes").asLong(),
                        Ledger.read(row.path("ledger")).orElse(null)));
    }

    /// What moved since `before`.
    public Meters since(Meters before) {
        return new Meters(
                stampNanos - before.stampNanos,
                bytesIn - before.bytesIn,
                bytesOut - before.bytesOut,
                requests - before.requests,
                emptyPolls - before.emptyPolls,
                connectionsOpened - before.connectionsOpened,
                commands - before.commands,
                eventsDelivered - before.eventsDelivered,
                cpuNanos - before.cpuNanos,
                allocatedBytes - before.allocatedBytes,
                ledger == null || before.ledger == null ? ledger : ledger.since(before.ledger));
    }
}
