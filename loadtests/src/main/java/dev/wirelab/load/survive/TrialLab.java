package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.program.ProxyConfiguration;
import java.time.Duration;
import java.util.List;

/// The lab of a trial.
interface TrialLab {
    /// Its current addresses.
    Target target();

    /// Where the middlebox leads: the lab, a reverse proxy before it, or two labs, to which it
    /// leads connections in turn.
    default List<Target> fronts() {
        return List.of(target());
    }

    /// Puts a reverse proxy before the lab until the end of the trial.
    ///
    /// @throws CannotStartException if it does not start
    default void putBehind(ProxyConfiguration proxy)
            throws CannotStartException, InterruptedException {
        throw new CannotStartException("this lab has no proxy");
    }

    /// Puts a second lab beside it until the end of the trial.
    ///
    /// @param shared whether both are nodes that share a log; else they know nothing of each other
    /// @throws CannotStartException if a lab does not start
    default void pair(boolean shared) throws CannotStartException, InterruptedException {
        throw new CannotStartException("this lab has no second one");
    }

    /// Starts the process that will replace it, so that a restart does not take as long as starting
    /// a process on a busy machine.
    void prepareRestart() throws CannotStartException, InterruptedException;

    /// Ends it by SIGTERM and continues with the prepared process, on other ports.
    void restart();

    /// Lets its clock jump until the end of the trial.
    ///
    /// @param by from the machine's clock
    default void jump(Duration by) {
        throw new IllegalStateException("this lab has the machine's clock");
    }
}
