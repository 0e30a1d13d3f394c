package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;

/// The lab of a trial.
interface TrialLab {
    /// Its present addresses.
    Target target();

    /// Ends it as SIGTERM does and starts it again, on other ports.
    void restart() throws CannotStartException, InterruptedException;
}
