package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The bytes of a transport by purpose, from a lab's ledger.
///
/// @param in bytes from the clients
/// @param out bytes to the clients
public record Ledger(Map<String, Long> in, Map<String, Long> out) {
    /// Copies the maps.
    public Ledger {
        in = Map.copyOf(in);
        out = Map.copyOf(out);
    }

    /// Parses the `ledger` of a transport's row; empty if there is none.
    static Optional<Ledger> read(JsonNode ledger) {
        return ledger.isObject()
                ? Optional.of(new Ledger(bytes(ledger.path("in")), bytes(ledger.path("out"))))
                : Optional.empty();
    }

    private static Map<String, Long> bytes(JsonNode classes) {
        Map<String, Long> bytes = new TreeMap<>();
        classes.properties().forEach(one -> bytes.put(one.getKey(), one.getValue().asLong()));
        return bytes;
    }

    /// Bytes of these purposes, in both directions.
    public long bytes(String... classes) {
        return Stream.of(classes)
                .mapToLong(name -> in.getOrDefault(name, 0L) + out.getOrDefault(name, 0L))
                .sum();
    }

    /// The increase since `before`; a missing class counts as 0.
    public Ledger since(Ledger before) {
        return new Ledger(since(in, before.in), since(out, before.out));
    }

    private static Map<String, Long> since(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> moved = new TreeMap<>();
        now.forEach((name, bytes) -> moved.put(name, bytes - before.getOrDefault(name, 0L)));
        return moved;
    }
}
