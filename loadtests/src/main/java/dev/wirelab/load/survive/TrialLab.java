package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;

/// The lab of a trial.
interface TrialLab {
    /// Its current addresses.
    Target target();

    /// Starts the process that will replace it, so that a restart does not take as long as starting
    /// a process on a busy machine.
    void prepareRestart() throws CannotStartException, InterruptedException;

    /// Ends it by SIGTERM and continues with the prepared process, on other ports.
    void restart();
}
