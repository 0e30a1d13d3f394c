package dev.wirelab.core.meter;

/// Which way bytes go, as the server sees it.
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

    /// Where all bytes that go this way are counted.
    public Counter count() {
        return count;
    }
}
