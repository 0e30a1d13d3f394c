package dev.wirelab.core.meter;

/// The direction in which bytes are sent, as the server sees it.
public enum Direction {
    /// From a client.
    IN("in", Counter.BYTES_IN),
    /// To a client.
    OUT("out", Counter.BYTES_OUT);

    private final String id;
    private final Counter count;

    Direction(String id, Counter count) {
        this.id = id;
        this.count = count;
    }

    /// Its name in JSON.
    public String id() {
        return id;
    }

    /// The counter of all bytes in this direction.
    public Counter count() {
        return count;
    }
}
