package dev.wirelab.core.meter;

/// Which way bytes go, as the server sees it.
public enum Direction {
    /// From a client.
    IN("in", Count.BYTES_IN),
    /// To a client.
    OUT("out", Count.BYTES_OUT);

    private final String id;
    private final Count count;

    Direction(String id, Count count) {
        this.id = id;
        this.count = count;
    }

    /// Its name in JSON.
    public String id() {
        return id;
    }

    /// Where all bytes that go this way are counted.
    public Count count() {
        return count;
    }
}
