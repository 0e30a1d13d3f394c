package dev.wirelab.transports.kit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a connection has received and the test has not yet looked at, in order. One thread of the
/// client fills it, one of the test empties it.
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Json> unread = new ArrayList<>();
    private @Nullable Ending ending;
    private @Nullable Throwable fault;
    private String lastError = "";

    /// Whether this answers a command, rather than being an event.
    static boolean isAnswer(Json json) {
        return json.has("id") || json.isType("ok", "error", "pong", "groups", "history");
    }

    void add(Json json) {
        locked(() -> {
            if (json.isType("error")) {
                lastError = Refusals.check(json);
            }
            unread.add(json);
            return json;
        });
    }

    /// The connection has ended; the code is that of the last error it sent.
    void end(int closeCode) {
        end(closeCode, null);
    }

    void end(int closeCode, @Nullable String code) {
        locked(() -> ending = new Ending(closeCode, code == null ? lastError : code));
    }

    /// What arrived is not what a client could read; whoever waits is told.
    void fail(Throwable cause) {
        locked(() -> fault = cause);
    }

    private <T> T locked(Supplier<T> change) {
        lock.lock();
        try {
            T result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the first that is wanted, or waits for it.
    Json take(String what, Predicate<Json> wanted) {
        Json taken = await(Await.PATIENCE, what, () -> firstOf(wanted));
        if (taken == null) {
            throw new AssertionError("no " + what + " came; the connection ended: " + ending);
        }
        return taken;
    }

    Ending ending() {
        Ending end = await(Await.PATIENCE, "end of the connection", () -> ending);
        if (end == null) {
            throw new AssertionError("the connection did not end");
        }
        return end;
    }

    /// Waits until `look` finds something, or the connection has ended.
    private <T> @Nullable T await(Duration bound, String what, Supplier<@Nullable T> look) {
        long left = bound.toNanos();
        lock.lock();
        try {
            while (true) {
                T found = look.get();
                if (found != null || ending != null) {
                    return found;
                }
                if (fault != null) {
                    throw new AssertionError("the lab sent what cannot be read", fault);
                }
                if (left <= 0) {
                    throw new AssertionError("not within " + bound + ": " + what + "; " + unread);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Json firstOf(Predicate<Json> wanted) {
        for (Iterator<Json> each = unread.iterator(); each.hasNext(); ) {
            Json json = each.next();
            if (wanted.test(json)) {
                each.remove();
                return json;
            }
        }
        return null;
    }
}
