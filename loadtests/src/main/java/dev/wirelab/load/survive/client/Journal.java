package dev.wirelab.load.survive.client;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Records the states and messages of a client, with times of the monotonic clock. Written by its
/// event loop; other threads may read it at any time.
public final class Journal {
    /// The state of a client.
    public enum State {
        /// It tries to connect.
        CONNECTING,
        /// It receives events.
        OPEN,
        /// It pauses before the next attempt.
        PAUSING
    }

    /// A change of state.
    ///
    /// @param reason why the previous state ended, or empty
    public record Change(long nanos, State state, String transport, String reason) {}

    /// A message.
    ///
    /// @param from its sender; null: the server does not name it
    public record Arrival(
            long nanos, @Nullable String cursor, @Nullable String from, String to, String text) {}

    private final Queue<Change> changes = new ConcurrentLinkedQueue<>();
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> arrived = ConcurrentHashMap.newKeySet();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, String> refused = new ConcurrentHashMap<>();
    private final AtomicInteger gaps = new AtomicInteger();
    private final Queue<Long> logIns = new ConcurrentLinkedQueue<>();

    void changed(State state, String transport, String reason) {
        changes.add(new Change(System.nanoTime(), state, transport, reason));
    }

    void arrived(Arrival arrival) {
        arrivals.add(arrival);
        arrived.add(arrival.text());
    }

    void acknowledged(String id, @Nullable String position) {
        acknowledged.put(id, position == null ? "" : position);
    }

    void refused(String id, String code) {
        refused.put(id, code);
    }

    void gap() {
        gaps.incrementAndGet();
    }

    void loggedIn() {
        logIns.add(System.nanoTime());
    }

    /// The changes of state so far.
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /// The messages so far.
    public List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /// Whether a text has arrived.
    public boolean hasArrived(String text) {
        return arrived.contains(text);
    }

    /// The ids of the commands that the lab has accepted from it; the id of a text is the text.
    public Set<String> acknowledged() {
        return positions().keySet();
    }

    /// The cursors of the commands that the lab has accepted from it, by id; empty if it named
    /// none.
    public Map<String, String> positions() {
        return Map.copyOf(acknowledged);
    }

    /// The codes of the commands that the lab has refused, by id.
    public Map<String, String> refused() {
        return Map.copyOf(refused);
    }

    /// How often the lab has reported that events are missing.
    public int gaps() {
        return gaps.get();
    }

    /// How often it has logged in: once, unless its session was lost.
    public int logIns() {
        return logIns.size();
    }

    /// Whether it receives events now.
    public boolean isOpen() {
        Change last = null;
        for (Change change : changes) {
            last = change;
        }
        return last != null && last.state() == State.OPEN;
    }
}
