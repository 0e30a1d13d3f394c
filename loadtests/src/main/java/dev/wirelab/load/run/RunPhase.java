package dev.wirelab.load.run;

/// How far a run is.
enum RunPhase {
    /// Readers and speakers log in and connect.
    CONNECTING("connecting"),
    /// Messages are said that do not count.
    WARMING_UP("warming up"),
    /// Measured.
    MEASURING("measuring");

    private final String words;

    RunPhase(String words) {
        this.words = words;
    }

    /// What a person is told.
    String words() {
        return words;
    }
}
