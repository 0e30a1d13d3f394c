package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Target;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The lab of one transport, as a process.
final class OwnLab implements TrialLab, AutoCloseable {
    private final Path jar;
    private final Path log;
    private MeasuredLab lab;
    private @Nullable MeasuredLab next;
    private int starts = 1;

    /// Starts it.
    ///
    /// @param log its output; that of restarts goes to files beside it
    OwnLab(Path jar, Path log) throws CannotStartException, InterruptedException {
        this.jar = jar;
        this.log = log;
        this.lab = MeasuredLab.start(jar, log);
    }

    MeasuredLab lab() {
        return lab;
    }

    @Override
    public Target target() {
        return lab.target();
    }

    @Override
    public void prepareRestart() throws CannotStartException, InterruptedException {
        starts++;
        next = MeasuredLab.start(jar, log.resolveSibling(starts + "-" + log.getFileName()));
    }

    @Override
    public void restart() {
        lab.close();
        if (next != null) {
            lab = next;
            next = null;
        }
    }

    @Override
    public void close() {
        lab.close();
        if (next != null) {
            next.close();
        }
    }
}
