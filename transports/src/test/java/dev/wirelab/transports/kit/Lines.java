package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// The lines of a ledger in one direction: those that are not zero.
record Lines(Map<String, Long> bytes) {
    private static final String PENDING = "pending";

    /// What an answer of the meters says of a row and a direction, checked for its sum.
    static Lines of(Json row, String direction) {
        Map<String, Long> lines = new TreeMap<>();
        long sum = 0;
        for (Map.Entry<String, ?> line :
                row.object("ledger").object(direction).node().properties()) {
            long bytes = row.object("ledger").object(direction).number(line.getKey());
            assertThat(bytes).as("%s %s of %s", direction, line.getKey(), row).isNotNegative();
            sum += bytes;
            if (bytes > 0) {
                lines.put(line.getKey(), bytes);
            }
        }
        assertThat(sum)
                .as("lines %s of %s", direction, row)
                .isEqualTo(row.number(direction.equals("in") ? "bytesIn" : "bytesOut"));
        return new Lines(lines);
    }

    long get(String line) {
        return bytes.getOrDefault(line, 0L);
    }

    long pending() {
        return get(PENDING);
    }

    /// Whether no line but `pending` has become less.
    boolean isAfter(Lines earlier) {
        return earlier.bytes.entrySet().stream()
                .allMatch(line ->
                        line.getKey().equals(PENDING) || get(line.getKey()) >= line.getValue());
    }

    /// What a test expects, line by line.
    static final class Expected {
        private final Map<String, Long> lines = new LinkedHashMap<>();

        Expected add(String line, long bytes) {
            lines.merge(line, bytes, Long::sum);
            return this;
        }

        Lines lines() {
            Map<String, Long> some = new TreeMap<>(lines);
            some.values().removeIf(bytes -> bytes == 0);
            return new Lines(some);
        }
    }
}
