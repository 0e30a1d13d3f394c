package dev.wirelab.load.crossover;

import java.util.Locale;

/// The use of a point of a sweep.
public enum Half {
    /// It is used to fit.
    FITTED,
    /// It is used to check the fit.
    CHECKED;

    /// Its name in tables.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
