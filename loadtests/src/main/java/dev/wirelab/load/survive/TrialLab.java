package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;

/// The lab of a trial.
interface TrialLab {
    /// Its present addresses.
    Target target();

    /// Starts a process that takes its place later, so that a restart does not take as long as the
    /// start of a process on a busy machine.
    void prepareRestart() throws CannotStartException, InterruptedException;

    /// Ends it as SIGTERM does; from now on it is the process that was prepared, on other ports.
    void restart();
}
