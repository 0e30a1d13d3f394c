package dev.wirelab.load.crossover;

/// The use of a point of a sweep.
public enum Half {
    /// It is used to fit.
    FITTED("fitted"),
    /// It is used to check the fit.
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
