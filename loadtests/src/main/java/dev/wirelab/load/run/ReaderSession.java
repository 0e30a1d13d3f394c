package dev.wirelab.load.run;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.measure.DeliveryChecker;
import dev.wirelab.load.measure.DeliveryCounts;
import dev.wirelab.load.measure.MessagePhase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.MessageStream;
import dev.wirelab.load.plan.Population;
import dev.wirelab.load.transport.Inbox;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One reading session. It has a [Life] for each of its connections: after a cut, events on the old
/// connection are ignored, and the next life resumes from the cursor of the last event before. Safe
/// for use by any number of threads.
final class ReaderSession {
    private final LoadRun run;
    private final int index;
    private final DeliveryChecker checker;
    private final Set<Integer> open = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicInteger life = new AtomicInteger();
    private volatile @Nullable String cursor;
    private volatile @Nullable String token;
    private volatile boolean done;
    private volatile boolean hasRead;
    private boolean ended;

    ReaderSession(LoadRun run, int index) {
        this.run = run;
        this.index = index;
        this.checker =
                new DeliveryChecker(
                        run.spec.runId(), run.workload.textBytes(), run.workload.binary());
    }

    void expect(int number, MessageStream stream) {
        checker.expect(number, stream.publisher(), stream.warmUpMessages(), stream.messages());
        open.add(number);
    }

    String user() {
        return Population.readerName(run.spec.runId(), index);
    }

    Optional<Address.Group> group() {
        return run.population.readers().get(index).group();
    }

    @Nullable String token() {
        return token;
    }

    void token(String received) {
        token = received;
    }

    /// Whether it has received anything.
    boolean hasRead() {
        return hasRead;
    }

    /// Whether it needs no more events.
    boolean isDone() {
        return done;
    }

    /// It has ended, or its virtual user has.
    void ended(@Nullable String reason) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
        } finally {
            lock.unlock();
        }
        run.participants.oneEnded(reason);
    }

    /// The current connection is lost.
    void cut() {
        lock.lock();
        try {
            life.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /// One of its lives, from 0: the first connection, the one after the first cut, and so on.
    Inbox life(int number) {
        return new Life(number);
    }

    DeliveryCounts deliveries() {
        lock.lock();
        try {
            return checker.counts();
        } finally {
            lock.unlock();
        }
    }

    private void arrived(Stamp stamp, long nanos) {
        switch (stamp.phase()) {
            case WARM_UP -> answer(stamp, nanos);
            case MEASURED -> {
                delivered(stamp, nanos);
                answer(stamp, nanos);
            }
            case END -> {
                open.remove(stamp.stream());
                done = open.isEmpty();
            }
        }
    }

    private void answer(Stamp stamp, long nanos) {
        run.responder(stamp.stream()).ifPresent(publisher -> publisher.asked(stamp, nanos));
    }

    private void delivered(Stamp stamp, long nanos) {
        StreamPublisher publisher = run.publisher(stamp.stream());
        int sequence = stamp.sequence();
        long due = stamp.intendedNanos();
        run.latencies.record(Quantity.DELIVERY, nanos - due);
        run.latencies.record(Quantity.DELIVERY_FROM_SENT, nanos - publisher.sentNanos(sequence));
        publisher.stream()
                .answers()
                .ifPresent(question ->
                        run.latencies.record(
                                Quantity.ROUND_TRIP,
                                nanos - run.publisher(question).dueNanos(sequence)));
        long start = run.measuringBegins.getNow(due);
        run.timeline.record(due - start, nanos - start);
        run.disconnections.delivered(due, nanos);
        run.rows.write("delivery", due, nanos);
    }

    private final class Life implements Inbox {
        private final int number;
        private boolean begun;

        Life(int number) {
            this.number = number;
        }

        @Override
        public Optional<String> after() {
            return number == 0 ? Optional.empty() : Optional.ofNullable(cursor);
        }

        @Override
        public void reading() {
            if (begun || number != life.get()) {
                return;
            }
            begun = true;
            hasRead = true;
            if (number == 0) {
                run.participants.oneReady();
            } else {
                run.disconnections.back(number - 1);
            }
        }

        @Override
        public void arrived(ReceivedEvent event, long nanos) {
            MessagePhase phase = null;
            lock.lock();
            try {
                if (number == life.get()) {
                    cursor = event.cursor() == null ? cursor : event.cursor();
                    Stamp stamp = checker.arrived(event).orElse(null);
                    if (stamp != null) {
                        ReaderSession.this.arrived(stamp, nanos);
                        phase = stamp.phase();
                    }
                }
            } finally {
                lock.unlock();
            }
            if (phase != null) {
                run.counted(phase);
            }
        }

        @Override
        public void cursor(String received) {
            lock.lock();
            try {
                cursor = number == life.get() ? received : cursor;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isDone() {
            return done || number != life.get();
        }

        @Override
        public double pollPhase() {
            return run.population.readers().get(index).pollPhase();
        }
    }
}
