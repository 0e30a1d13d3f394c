package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// One reading of all meters of a lab.
///
/// @param answer to `GET /api/meters`
public record LabMeters(JsonNode answer) {
    /// The meters of one transport.
    ///
    /// @throws IOException if there are none
    public MeterReadings of(String transport) throws IOException {
        return MeterReadings.read(answer, transport)
                .orElseThrow(() -> new IOException("the lab has no meters of " + transport));
    }

    /// TCP connections accepted so far, of all transports. An upgraded connection counts twice.
    public long connectionsOpened() {
        return sum("connectionsOpened");
    }

    /// TCP connections that are open. An upgraded connection counts once.
    public long connectionsOpen() {
        return sum("connectionsOpen");
    }

    private long sum(String member) {
        long sum = 0;
        for (JsonNode transport : answer.path("transports")) {
            sum += transport.path(member).asLong();
        }
        return sum;
    }

    /// CPU time of the lab's process.
    public long cpuNanos() {
        return answer.path("process").path("cpuNanos").asLong();
    }

    /// The lab's monotonic clock.
    public long stampNanos() {
        return answer.path("stamp").asLong();
    }

    /// The heap of the lab's process in use, including garbage.
    public long heapBytes() {
        return answer.path("process").path("heapBytes").asLong();
    }
}
