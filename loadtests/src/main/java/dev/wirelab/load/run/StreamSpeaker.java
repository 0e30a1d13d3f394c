package dev.wirelab.load.run;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Schedule;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.Stream;
import dev.wirelab.load.transport.MessageSource;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Says the messages of one stream: on its schedule, or each as an answer to a message of another
/// stream. The virtual user's event loop moves it; other threads may ask when a message was due and
/// sent, and how far it is.
final class StreamSpeaker implements MessageSource {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadRun run;
    private final int index;
    private final Stream stream;
    private final Questions questions = new Questions();
    private final AtomicLongArray dueAt;
    private final AtomicLongArray sentAt;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();

    private Phase phase = Phase.WARM_UP;
    private Schedule schedule = new Schedule(0, 1);
    private int next;
    private volatile long freeNanos = Long.MIN_VALUE;

    StreamSpeaker(LoadRun run, int index) {
        this.run = run;
        this.index = index;
        this.stream = run.cast().streams().get(index);
        this.dueAt = new AtomicLongArray(stream.messages());
        this.sentAt = new AtomicLongArray(stream.messages());
    }

    Stream stream() {
        return stream;
    }

    /// Whether it speaks when it is asked and not on a schedule.
    boolean answers() {
        return stream.answers().isPresent();
    }

    /// Begins a phase whose first message is due at a moment.
    void begin(Phase nextPhase, long startNanos) {
        double period = NANOS_PER_SECOND / stream.perSecond();
        long start = startNanos + Math.round(period * stream.phase());
        phase = nextPhase;
        schedule = new Schedule(start, stream.perSecond(), stream.atOnce());
        next = 0;
    }

    /// When the next message of the schedule is due.
    long nextDueNanos() {
        return schedule.dueNanos(next);
    }

    /// A message that this one answers is here.
    void asked(Stamp question, long nanos) {
        questions.put(new Questions.Question(question, nanos));
    }

    /// Done when it is asked.
    CompletableFuture<Void> whenAsked() {
        return questions.present();
    }

    /// Whether there is something to answer.
    boolean isAsked() {
        return questions.isPresent();
    }

    @Override
    public Command.Say next() {
        if (answers() && phase != Phase.END) {
            Questions.Question question = Objects.requireNonNull(questions.take());
            return say(
                    new Stamp(
                            run.spec().runId(),
                            question.stamp().phase(),
                            question.stamp().sequence(),
                            index,
                            question.nanos()));
        }
        int sequence = next++;
        return say(
                new Stamp(run.spec().runId(), phase, sequence, index, schedule.dueNanos(sequence)));
    }

    private Command.Say say(Stamp stamp) {
        Command.Say say =
                new Command.Say(stamp.name(), stream.to(), stamp.text(run.workload().textBytes()));
        if (stamp.phase() == Phase.MEASURED) {
            long due = stamp.intendedNanos();
            long now = System.nanoTime();
            long free = run.protocol().awaitsAnswers() ? Math.max(due, freeNanos) : due;
            run.latencies().record(Quantity.SEND_DELAY, now - due);
            run.latencies().record(Quantity.INJECTOR_LAG, now - free);
            dueAt.set(stamp.sequence(), due);
            sentAt.set(stamp.sequence(), now);
            sent.incrementAndGet();
        }
        return say;
    }

    /// The lab has answered: the next message may be said.
    void free(long nanos) {
        freeNanos = nanos;
    }

    /// The lab has accepted a message.
    void accepted(ReceivedEvent.Ok ok, long nanos) {
        free(nanos);
        Stamp.ofCommand(Objects.requireNonNull(ok.id()))
                .filter(stamp -> stamp.phase() == Phase.MEASURED)
                .ifPresent(stamp -> {
                    long sentNanos = sentAt.get(stamp.sequence());
                    run.latencies()
                            .record(Quantity.ACKNOWLEDGEMENT, nanos - dueAt.get(stamp.sequence()));
                    run.latencies().record(Quantity.ACKNOWLEDGEMENT_FROM_SENT, nanos - sentNanos);
                    run.rows().write("acknowledgement", sentNanos, nanos);
                    acknowledged.incrementAndGet();
                });
    }

    /// When a measured message was due, on the monotonic clock.
    long dueNanos(int sequence) {
        return dueAt.get(sequence);
    }

    /// When a measured message was handed to the wire, on the monotonic clock.
    long sentNanos(int sequence) {
        return sentAt.get(sequence);
    }

    int sent() {
        return sent.get();
    }

    int acknowledged() {
        return acknowledged.get();
    }
}
