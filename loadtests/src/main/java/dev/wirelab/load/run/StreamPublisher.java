package dev.wirelab.load.run;

import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.load.measure.MessagePhase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Schedule;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.transport.MessageSource;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/// Publishes the messages of one stream, on its schedule or as answers to the messages of another
/// stream. Used by the virtual user's event loop; other threads may query when a message was due
/// and sent, and the progress.
final class StreamPublisher implements MessageSource {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LoadRun run;
    private final int index;
    private final MessageStream stream;
    private final PendingQuestions questions = new PendingQuestions();
    private final AtomicLongArray dueAt;
    private final AtomicLongArray sentAt;
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private MessagePhase phase = MessagePhase.WARM_UP;
    private Schedule schedule = new Schedule(0, 1);
    private int next;
    private volatile long freeNanos = Long.MIN_VALUE;

    StreamPublisher(LoadRun run, int index) {
        this.run = run;
        this.index = index;
        this.stream = run.population.streams().get(index);
        this.dueAt = new AtomicLongArray(stream.messages());
        this.sentAt = new AtomicLongArray(stream.messages());
    }

    MessageStream stream() {
        return stream;
    }

    /// Whether it answers requests instead of following a schedule.
    boolean answers() {
        return stream.answers().isPresent();
    }

    /// Begins a phase.
    ///
    /// @param startNanos when its first message is due
    void begin(MessagePhase nextPhase, long startNanos) {
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

    /// A request arrived that this publisher answers.
    void asked(Stamp question, long nanos) {
        questions.put(new PendingQuestions.Question(question, nanos));
    }

    /// Done when there is a request.
    CompletableFuture<Void> whenAsked() {
        return questions.present();
    }

    @Override
    public Command.Say next() {
        if (answers() && phase != MessagePhase.END) {
            PendingQuestions.Question question = Objects.requireNonNull(questions.take());
            Stamp asked = question.stamp();
            return message(
                    new Stamp(
                            run.spec.runId(),
                            asked.phase(),
                            asked.sequence(),
                            index,
                            question.nanos()));
        }
        int sequence = next++;
        long due = schedule.dueNanos(sequence);
        return message(new Stamp(run.spec.runId(), phase, sequence, index, due));
    }

    private Command.Say message(Stamp stamp) {
        Command.Say message =
                new Command.Say(stamp.name(), stream.to(), content(stamp, run.workload));
        if (stamp.phase() == MessagePhase.MEASURED) {
            long due = stamp.intendedNanos();
            long now = System.nanoTime();
            long free = run.protocol.awaitsAnswers() ? Math.max(due, freeNanos) : due;
            run.latencies.record(Quantity.SEND_DELAY, now - due);
            run.latencies.record(Quantity.INJECTOR_LAG, now - free);
            dueAt.set(stamp.sequence(), due);
            sentAt.set(stamp.sequence(), now);
            sent.incrementAndGet();
        }
        return message;
    }

    private static Content content(Stamp stamp, Workload workload) {
        boolean binary = workload.binary();
        return Stamp.content(stamp.text(workload.textBytes(), binary), binary);
    }

    /// The lab has answered: the next message may be sent.
    void free(long nanos) {
        freeNanos = nanos;
    }

    /// The lab has accepted a message.
    void accepted(ReceivedEvent.Ok ok, long nanos) {
        free(nanos);
        Stamp.ofCommand(Objects.requireNonNull(ok.id()))
                .filter(stamp -> stamp.phase() == MessagePhase.MEASURED)
                .ifPresent(stamp -> {
                    long due = dueAt.get(stamp.sequence());
                    long sentNanos = sentAt.get(stamp.sequence());
                    run.latencies.record(Quantity.ACKNOWLEDGEMENT, nanos - due);
                    run.latencies.record(Quantity.ACKNOWLEDGEMENT_FROM_SENT, nanos - sentNanos);
                    run.rows.write("acknowledgement", sentNanos, nanos);
                    acknowledged.incrementAndGet();
                });
    }

    /// When a measured message was due, on the monotonic clock.
    long dueNanos(int sequence) {
        return dueAt.get(sequence);
    }

    /// When a measured message was sent, on the monotonic clock.
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
