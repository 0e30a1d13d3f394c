package dev.wirelab.load.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the bytes of a transport were for, by class, as a lab with a ledger tells.
///
/// @param in bytes from the clients
/// @param out bytes to the clients
public record Ledger(Map<String, Long> in, Map<String, Long> out) {
    /// Keeps its own copies.
    public Ledger {
        in = Map.copyOf(in);
        out = Map.copyOf(out);
    }

    /// Reads the `ledger` of a transport's row; nothing if there is none.
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

    /// Bytes of these classes, in both directions.
    public long bytes(String... classes) {
        return Stream.of(classes)
                .mapToLong(name -> in.getOrDefault(name, 0L) + out.getOrDefault(name, 0L))
                .sum();
    }

    /// What moved since `before`; a class that was not there then began at 0.
    public Ledger since(Ledger before) {
        return new Ledger(since(in, before.in), since(out, before.out));
    }

    private static Map<String, Long> since(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> moved = new TreeMap<>();
        now.forEach((name, bytes) -> moved.put(name, bytes - before.getOrDefault(name, 0L)));
        return moved;
    }
}
