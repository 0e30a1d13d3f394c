package dev.wirelab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that can jump while the lab runs, as that of a machine whose time is set: the machine's
/// clock plus the milliseconds in a file. `./lab survive` starts its labs with one. Leases and
/// other durations are measured by the monotonic clock and do not follow it.
final class LabClock implements InstantSource {
    /// The system property that names the file.
    static final String PROPERTY = "wirelab.clock";

    private static final Duration CHECK = Duration.ofMillis(50);

    private final Path file;
    private volatile long offset;

    /// @param file holds the offset in milliseconds; anything else changes nothing
    LabClock(Path file) {
        this.file = file;
        Thread.ofVirtual().name("clock").start(this::follow);
    }

    /// The machine's clock, unless the system property names a file.
    static InstantSource fromProperties() {
        String file = System.getProperty(PROPERTY);
        return file == null ? InstantSource.system() : new LabClock(Path.of(file));
    }

    @Override
    public Instant instant() {
        return Instant.now().plusMillis(offset);
    }

    private void follow() {
        while (true) {
            try {
                offset = Long.parseLong(Files.readString(file).strip());
            } catch (IOException | NumberFormatException e) {
                // It is being written, or gone: the offset stays as it is.
            }
            try {
                Thread.sleep(CHECK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
