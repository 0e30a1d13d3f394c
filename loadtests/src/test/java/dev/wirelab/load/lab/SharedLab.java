package dev.wirelab.load.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One real lab for all test classes of this JVM that neither end it nor need it to be new: a lab
/// is a JVM, and starting one takes seconds. It is started when it is first needed, and ends with
/// this JVM. It speaks HTTP/2, too.
public final class SharedLab {
    private static final AtomicInteger RUNS = new AtomicInteger();
    private static final ReentrantLock STARTING = new ReentrantLock();
    private static @Nullable MeasuredLab lab;

    private SharedLab() {}

    /// An id for a run that no other run of this JVM has.
    public static String newRunId() {
        return "t%07x".formatted(RUNS.incrementAndGet());
    }

    /// The lab. Not to be closed. Safe for use by any number of threads.
    public static MeasuredLab get() throws CannotStartException, IOException, InterruptedException {
        STARTING.lock();
        try {
            if (lab == null) {
                Path log = Files.createTempFile("wirelab-shared-lab", ".log");
                log.toFile().deleteOnExit();
                lab =
                        MeasuredLab.start(
                                LabJar.find(Optional.empty()), log, List.of(MeasuredLab.HTTP2));
            }
            return Objects.requireNonNull(lab);
        } finally {
            STARTING.unlock();
        }
    }
}
