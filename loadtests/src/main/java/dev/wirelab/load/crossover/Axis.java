package dev.wirelab.load.crossover;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A property of a network that grows while everything else stays as it is.
public enum Axis {
    /// The round trip, half of it each way.
    RTT("rtt", "2ms,20ms,80ms,200ms,600ms", ""),
    /// The share of packets that are lost in each direction.
    LOSS("loss", "0%,0.5%,1%,2%,5%", "rtt=80ms");

    private final String id;
    private final String usual;
    private final String base;

    Axis(String id, String usual, String base) {
        this.id = id;
        this.usual = usual;
        this.base = base;
    }

    /// Its name on the command line, and its key in a link.
    public String id() {
        return id;
    }

    /// The values unless others are asked for.
    public List<String> usual() {
        return List.of(usual.split(","));
    }

    /// The links with these values.
    ///
    /// @param rest the other properties as on the command line; empty: a usual one, or none
    public List<String> links(String rest, List<String> values) {
        String others = rest.isEmpty() ? base : rest;
        return values.stream()
                .map(value -> (others.isEmpty() ? "" : others + ",") + id + "=" + value)
                .toList();
    }

    /// The axis with a name.
    public static Optional<Axis> byId(String id) {
        return Arrays.stream(values()).filter(axis -> axis.id.equals(id)).findFirst();
    }

    /// The names of all.
    public static List<String> ids() {
        return Arrays.stream(values()).map(Axis::id).toList();
    }
}
