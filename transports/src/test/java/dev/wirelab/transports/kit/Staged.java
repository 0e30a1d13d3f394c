package dev.wirelab.transports.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Consumer;

/// What the tests of a rule stand on: a transport, and a scene in a lab with ordinary settings.
interface Staged {
    Wire wire();

    Scene scene();

    /// Runs a test in a lab of its own.
    void inLab(LabSettings settings, Consumer<Scene> test);

    /// Skips a rule that is about connections which log in and are pushed to.
    default void needsPush() {
        assumeTrue(wire().push(), wire().id() + " has no connection on which the lab pushes");
    }

    /// Skips a rule that is about polls.
    default void needsPolls() {
        assumeTrue(!wire().push(), wire().id() + " does not poll");
    }
}
