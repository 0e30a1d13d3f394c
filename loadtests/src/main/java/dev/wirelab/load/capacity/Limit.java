package dev.wirelab.load.capacity;

/// What ran out.
public enum Limit {
    /// The lab's cores were busy.
    SERVER_CPU("the lab's CPU"),
    /// The load program was late by itself, or kept from its cores by the machine's other work:
    /// what the lab can do was not reached.
    INJECTOR("the load program, which was late by itself or for the machine's other work"),
    /// The wire lets messages lie longer than the objective allows, at any load.
    WAITING("the wire's own waiting time, which no machine shortens"),
    /// Lab and load program together kept the machine's cores busy.
    SHARED_CPU("the cores that the lab and the load program share"),
    /// The one publisher says nothing new until its last message is answered, as on the polls.
    ANSWERS("the publisher's own waiting for the answer to each message"),
    /// Nothing that was measured: a lock, a queue, the machine's other work.
    UNKNOWN("something that was not measured; no CPU was busy"),
    /// The run gave no numbers.
    FAILURE("the run itself, which failed"),
    /// No load missed the objective twice in the steps that were permitted.
    STEPS("the steps that were permitted, before a load missed the objective twice"),
    /// The objective still held at the most that may be asked.
    NONE("nothing: the objective still held at the most that was asked");

    private final String words;

    Limit(String words) {
        this.words = words;
    }

    /// Whether the load program had its part in it, so that the lab alone might do more.
    public boolean isOfTheLoadProgram() {
        return this == INJECTOR || this == SHARED_CPU;
    }

    /// What it is, after "what ran out:".
    public String words() {
        return words;
    }
}
