package dev.wirelab.core.chat;

import dev.wirelab.core.protocol.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// What is due by the clock, once a second: sessions whose lease ran out, watchers who are told of
/// a change, quiet streams whose cursor has grown old.
final class Housekeeping implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);

    /// After how many ticks a quiet stream is told its place, if that has moved.
    private static final int QUIET_TICKS = 30;

    private final Chat chat;
    private final State state;
    private final ReentrantLock lock;
    private final ChatOptions options;
    private final Thread thread =
            Thread.ofPlatform().name("housekeeping").daemon().unstarted(this::run);
    private volatile boolean closed;

    Housekeeping(Chat chat, State state, ReentrantLock lock, ChatOptions options) {
        this.chat = chat;
        this.state = state;
        this.lock = lock;
        this.options = options;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            // From tick to tick, never shorter: watchers are told at most once a second.
            long next = System.nanoTime() + TICK.toNanos();
            tick();
            for (long left = next - System.nanoTime();
                    left > 0 && !closed;
                    left = next - System.nanoTime()) {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    private void tick() {
        long head;
        List<Session> sessions;
        List<Reader> watching = new ArrayList<>();
        List<Session> over = new ArrayList<>();
        lock.lock();
        try {
            head = state.head().offset();
            sessions = List.copyOf(state.sessions());
            for (Group group : state.groups()) {
                if (group.publish()) {
                    group.watchers().forEach(watches -> watching.addAll(watches.readers()));
                }
            }
            long now = System.nanoTime();
            for (Session session : sessions) {
                if (isOver(session, now)) {
                    over.add(session);
                }
            }
        } finally {
            lock.unlock();
        }
        watching.forEach(reader -> reader.offerLook());
        for (Session session : sessions) {
            for (Reader reader : session.readers()) {
                reader.tick(head, QUIET_TICKS);
            }
        }
        // Who accepts a command and cannot deliver it in time is helped out here.
        chat.deliver();
        over.forEach(session -> chat.end(session, ErrorCode.UNAUTHORIZED, "the session has ended"));
    }

    private boolean isOver(Session session, long now) {
        boolean abandoned =
                session.readers().length == 0
                        && now - session.idleSince() > options.sessionLease().toNanos();
        return abandoned || !chat.now().isBefore(session.expires());
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
