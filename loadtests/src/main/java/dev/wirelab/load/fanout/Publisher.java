package dev.wirelab.load.fanout;

import dev.wirelab.core.wire.Address;
import dev.wirelab.core.wire.Command;
import dev.wirelab.load.gatling.Rows;
import dev.wirelab.load.measure.Latencies;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Schedule;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.result.Publishing;
import dev.wirelab.load.transport.Speaker;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// Says the messages of a run on their schedule. The virtual user's event loop moves it; other
/// threads may ask when a message was sent and how far it is.
final class Publisher implements Speaker {
    private final RunSpec spec;
    private final Address.Group group;
    private final boolean waitsForAnswers;
    private final Latencies latencies;
    private final Rows rows;
    private final AtomicLongArray sentAt;

    private Phase phase = Phase.WARM_UP;
    private Schedule schedule = new Schedule(0, 1);
    private Schedule measured = schedule;
    private int next;
    private long freeNanos;
    private volatile int sent;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile @Nullable String firstRefusal;

    Publisher(RunSpec spec, boolean waitsForAnswers, Latencies latencies, Rows rows) {
        this.spec = spec;
        this.group = new Address.Group(spec.groupName());
        this.waitsForAnswers = waitsForAnswers;
        this.latencies = latencies;
        this.rows = rows;
        this.sentAt = new AtomicLongArray(spec.workload().messages());
    }

    /// Begins a phase whose first message is due at a moment. Called on the event loop as well.
    void begin(Phase nextPhase, long startNanos) {
        phase = nextPhase;
        schedule = new Schedule(startNanos, spec.workload().rate());
        measured = nextPhase == Phase.MEASURED ? schedule : measured;
        next = 0;
        freeNanos = startNanos;
    }

    /// When the next message is due.
    long nextDueNanos() {
        return schedule.dueNanos(next);
    }

    @Override
    public Command.Say next() {
        int sequence = next++;
        long due = schedule.dueNanos(sequence);
        Stamp stamp = new Stamp(spec.runId(), phase, sequence, due);
        Command.Say say =
                new Command.Say(
                        id(phase, sequence), group, stamp.text(spec.workload().textBytes()));
        if (phase == Phase.MEASURED) {
            long now = System.nanoTime();
            long free = waitsForAnswers ? Math.max(due, freeNanos) : due;
            latencies.record(Quantity.SEND_DELAY, now - due);
            latencies.record(Quantity.INJECTOR_LAG, now - free);
            sentAt.set(sequence, now);
            sent = sequence + 1;
        }
        return say;
    }

    @Override
    public void replied(ReceivedEvent answer, long nanos) {
        freeNanos = nanos;
        switch (answer) {
            case ReceivedEvent.Ok ok -> accepted(ok.id(), nanos);
            case ReceivedEvent.Failure failure -> refused(failure);
            case ReceivedEvent.Message _, ReceivedEvent.Gap _, ReceivedEvent.Other _ -> {}
        }
    }

    private void accepted(@Nullable String id, long nanos) {
        if (id == null || id.charAt(0) != Phase.MEASURED.letter()) {
            return;
        }
        int sequence = Integer.parseInt(id.substring(1));
        long due = measured.dueNanos(sequence);
        long sentNanos = sentAt.get(sequence);
        latencies.record(Quantity.ACKNOWLEDGEMENT, nanos - sentNanos);
        latencies.record(Quantity.ACKNOWLEDGEMENT_FROM_INTENDED, nanos - due);
        rows.write("acknowledgement", sentNanos, nanos);
        acknowledged.incrementAndGet();
    }

    private void refused(ReceivedEvent.Failure failure) {
        refused.incrementAndGet();
        if (firstRefusal == null) {
            firstRefusal = failure.code() + ": " + failure.message();
        }
    }

    /// When a measured message was handed to the wire, on the monotonic clock.
    long sentNanos(int sequence) {
        return sentAt.get(sequence);
    }

    /// How far it is.
    Publishing publishing() {
        return new Publishing(
                spec.workload().messages(), sent, acknowledged.get(), refused.get(), firstRefusal);
    }

    private static String id(Phase phase, int sequence) {
        return "" + phase.letter() + sequence;
    }
}
