package dev.wirelab.load.claims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.load.measure.Meters;
import java.io.IOException;

/// What all of the lab's meters said at one moment.
record Reading(JsonNode answer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param key opens the lab's meters
    static Reading of(HttpWire http, String key) throws IOException {
        String headers = "Authorization: Bearer " + key + "\r\n";
        return new Reading(JSON.readTree(http.get("/api/meters", headers).body()));
    }

    /// The row of one transport.
    Meters row(String transport) throws IOException {
        return Meters.read(answer, transport)
                .orElseThrow(() -> new IOException("the lab has no meters of " + transport));
    }

    /// TCP connections that were opened, on whatever transport; one that is upgraded counts once
    /// more.
    long connectionsOpened() {
        long sum = 0;
        for (JsonNode row : answer.path("transports")) {
            sum += row.path("connectionsOpened").asLong();
        }
        return sum;
    }

    /// TCP connections that are open. One that is upgraded moves from one row to another.
    long connectionsOpen() {
        long sum = 0;
        for (JsonNode row : answer.path("transports")) {
            sum += row.path("connectionsOpen").asLong();
        }
        return sum;
    }

    /// CPU time of the process.
    long cpuNanos() {
        return answer.path("process").path("cpuNanos").asLong();
    }

    long stampNanos() {
        return answer.path("stamp").asLong();
    }

    long heapBytes() {
        return answer.path("process").path("heapBytes").asLong();
    }
}
