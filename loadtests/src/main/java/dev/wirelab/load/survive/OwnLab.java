package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Target;
import java.nio.file.Path;

/// The lab of one transport, as a process.
final class OwnLab implements TrialLab, AutoCloseable {
    private final Path jar;
    private final Path log;
    private MeasuredLab lab;
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

    /// The labs of all transports are restarted at once: on a busy machine one may need a second try.
    @Override
    public void restart() throws CannotStartException, InterruptedException {
        lab.close();
        try {
            lab = again();
        } catch (CannotStartException e) {
            lab = again();
        }
    }

    private MeasuredLab again() throws CannotStartException, InterruptedException {
        starts++;
        return MeasuredLab.start(jar, log.resolveSibling(starts + "-" + log.getFileName()));
    }

    @Override
    public void close() {
        lab.close();
    }
}
