package dev.wirelab.transports.kit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.function.Consumer;

/// What the tests of a rule stand on: a transport, and a scene in a lab with ordinary settings.
interface Staged {
    KitTransport wire();

    Scene scene();

    /// Runs a test in a lab of its own.
    void inLab(LabSettings settings, Consumer<Scene> test);

    /// Skips a rule that is about connections on which the lab sends by itself.
    default void needsStream() {
        assumeTrue(wire().isStream(), wire().id() + " has no connection that stays open");
    }

    /// Skips a rule that is about binary content as bytes.
    default void needsBytes() {
        assumeTrue(wire().carriesBytes(), wire().id() + " carries no bytes");
    }

    /// Skips a rule that is about connections that carry commands, and on which clients log in.
    default void needsDuplex() {
        assumeTrue(wire().isDuplex(), wire().id() + " has no connection that carries commands");
    }

    /// Skips a rule that is about polls.
    default void needsPolls() {
        assumeTrue(!wire().isStream(), wire().id() + " does not poll");
    }
}
