package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The readings of a lab's meters for one transport and for its process at one moment, or their
/// increase between two moments.
///
/// @param stampNanos the moment, on the lab's monotonic clock; of an increase: its duration
/// @param bytesIn socket bytes from the clients
/// @param bytesOut socket bytes to the clients
/// @param requests HTTP requests
/// @param emptyPolls polls that were answered without an event
/// @param connectionsOpened connections that were opened
/// @param commands commands
/// @param eventsDelivered events that the lab delivered to this transport's readers
/// @param cpuNanos CPU time of the lab's process
/// @param allocatedBytes bytes that the lab's process allocated
/// @param ledger the socket bytes by purpose; null: the lab keeps no ledger
/// @param allDelivered events that the lab delivered to the readers of all transports
public record MeterReadings(
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
        @Nullable Ledger ledger,
        long allDelivered) {

    /// Parses the row of one transport in the answer to `GET /api/meters`; empty if there is none.
    public static Optional<MeterReadings> read(JsonNode answer, String transport) {
        JsonNode row = answer.path("transports").path(transport);
        if (!row.isObject() || !answer.path("stamp").isIntegralNumber()) {
            return Optional.empty();
        }
        JsonNode process = answer.path("process");
        return Optional.of(
                new MeterReadings(
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
                        Ledger.read(row.path("ledger")).orElse(null),
                        allDelivered(answer)));
    }

    /// The increase since `before`.
    public MeterReadings since(MeterReadings before) {
        return new MeterReadings(
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
                ledger == null || before.ledger == null ? ledger : ledger.since(before.ledger),
                allDelivered - before.allDelivered);
    }

    private static long allDelivered(JsonNode answer) {
        long all = 0;
        for (JsonNode transport : answer.path("transports")) {
            all += transport.path("eventsDelivered").asLong();
        }
        return all;
    }
}
