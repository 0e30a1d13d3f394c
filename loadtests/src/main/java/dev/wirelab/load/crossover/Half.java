package dev.wirelab.load.crossover;

/// What a point of a sweep is for.
public enum Half {
    /// The fit sees it.
    FITTED("fitted"),
    /// The fit is held against it, and did not see it.
    CHECKED("checked");

    private final String id;

    Half(String id) {
        this.id = id;
    }

    /// Its name in tables.
    public String id() {
        return id;
    }
}
