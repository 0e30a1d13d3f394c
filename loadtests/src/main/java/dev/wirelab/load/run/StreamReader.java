package dev.wirelab.load.run;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.measure.Phase;
import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.measure.ReaderAccount;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.Cast;
import dev.wirelab.load.plan.Stream;
import dev.wirelab.load.transport.Inbox;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One reading session. It has a life for each of its connections: after a cut the events of the
/// old connection are those of somebody who has gone, and the next life reads on from the cursor of
/// the last event before. Safe for use by any number of threads.
final class StreamReader {
    private final LoadRun run;
    private final int index;
    private final ReaderAccount account;
    private final Set<Integer> open = new HashSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable String place;
    private volatile @Nullable String token;
    private final AtomicInteger life = new AtomicInteger();
    private boolean ended;
    private volatile boolean done;
    private volatile boolean hasRead;

    StreamReader(LoadRun run, int index) {
        this.run = run;
        this.index = index;
        this.account = new ReaderAccount(run.spec().runId(), run.workload().textBytes());
    }

    void expect(int number, Stream stream) {
        account.expect(number, stream.speaker(), stream.warmUpMessages(), stream.messages());
        open.add(number);
    }

    String user() {
        return Cast.readerName(run.spec().runId(), index);
    }

    Optional<Address.Group> group() {
        return run.cast().readers().get(index).group();
    }

    @Nullable String token() {
        return token;
    }

    void token(String received) {
        token = received;
    }

    /// Whether it read at all.
    boolean hasRead() {
        return hasRead;
    }

    /// Whether it needs no more.
    boolean isDone() {
        return done;
    }

    /// It has come to its end, or its virtual user has.
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
        run.participants().oneEnded(reason);
    }

    /// The connection of the present life is lost.
    void cut() {
        lock.lock();
        try {
            life.incrementAndGet();
        } finally {
            lock.unlock();
        }
    }

    /// A life of it, from 0: the first connection, the one after the first cut, and so on.
    Inbox life(int number) {
        return new Life(number);
    }

    Tally tally() {
        lock.lock();
        try {
            return account.tally();
        } finally {
            lock.unlock();
        }
    }

    private void entered(Stamp stamp, long nanos) {
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
        run.answering(stamp.stream()).ifPresent(speaker -> speaker.asked(stamp, nanos));
    }

    private void delivered(Stamp stamp, long nanos) {
        StreamSpeaker speaker = run.speaker(stamp.stream());
        long due = stamp.intendedNanos();
        run.latencies().record(Quantity.DELIVERY, nanos - due);
        run.latencies()
                .record(Quantity.DELIVERY_FROM_SENT, nanos - speaker.sentNanos(stamp.sequence()));
        speaker.stream()
                .answers()
                .ifPresent(question ->
                        run.latencies()
                                .record(
                                        Quantity.ROUND_TRIP,
                                        nanos - run.speaker(question).dueNanos(stamp.sequence())));
        run.storms().delivered(due, nanos);
        run.rows().write("delivery", due, nanos);
    }

    private final class Life implements Inbox {
        private final int number;
        private boolean begun;

        Life(int number) {
            this.number = number;
        }

        @Override
        public Optional<String> after() {
            return number == 0 ? Optional.empty() : Optional.ofNullable(place);
        }

        @Override
        public void reading() {
            if (begun || number != life.get()) {
                return;
            }
            begun = true;
            hasRead = true;
            if (number == 0) {
                run.participants().oneReady();
            } else {
                run.storms().back(number - 1);
            }
        }

        @Override
        public void arrived(ReceivedEvent event, long nanos) {
            Phase phase = null;
            lock.lock();
            try {
                if (number == life.get()) {
                    place = event.place() == null ? place : event.place();
                    Stamp stamp = account.arrived(event).orElse(null);
                    if (stamp != null) {
                        entered(stamp, nanos);
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
        public void cursor(String cursor) {
            lock.lock();
            try {
                place = number == life.get() ? cursor : place;
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
            return run.cast().readers().get(index).pollPhase();
        }
    }
}
