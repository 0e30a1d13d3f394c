package dev.wirelab.load.capacity;

/// The factor that limited a load.
public enum Limit {
    /// The lab's cores were busy.
    SERVER_CPU("the lab's CPU"),
    /// The load generator was late, by itself or because of other work on the machine: the lab's
    /// limit was not reached.
    INJECTOR(
            "the load generator, which was late by itself or because of other work on the machine"),
    /// The transport delays messages longer than the objective allows, at any load.
    WAITING("the transport's own delay, at any load"),
    /// Lab and load generator together kept the machine's cores busy.
    SHARED_CPU("the cores that the lab and the load generator share"),
    /// The publisher sends its next message only after the answer to the previous one.
    ANSWERS("the publisher, which awaits the answer to each message"),
    /// Nothing that was measured, such as a lock, a queue or other work on the machine.
    UNKNOWN("an unknown factor; no CPU was busy"),
    /// The run has no result.
    FAILURE("the run, which failed"),
    /// No load missed the objective twice within the permitted steps.
    STEPS("the number of steps, before a load missed the objective twice"),
    /// The objective still held at the highest load.
    NONE("nothing: the objective still held at the highest load");

    private final String description;

    Limit(String description) {
        this.description = description;
    }

    /// Whether the load generator contributed to it, so that the lab alone might sustain more.
    public boolean isOfTheLoadGenerator() {
        return this == INJECTOR || this == SHARED_CPU;
    }

    /// Its description, after "limited by".
    public String description() {
        return description;
    }
}
