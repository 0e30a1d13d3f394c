package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Faults;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ManagedSelector;

/// A task for when all sockets that were ready at the same time have been read: readers are
/// notified once of all their input. The busier the port, the more each write holds.
final class RoundEndTask implements ManagedSelector.SelectorUpdate {
    private final Runnable action;
    private final Faults faults;
    private final AtomicBoolean asked = new AtomicBoolean();

    /// @param action must not block
    RoundEndTask(Runnable action, Faults faults) {
        this.action = action;
        this.faults = faults;
    }

    /// Runs it when the current round of this selector ends, or at once if there is none. Safe on
    /// any thread.
    void ask(ManagedSelector selector) {
        if (!asked.getAndSet(true)) {
            selector.submit(this);
        }
    }

    @Override
    public void update(Selector selector) {
        asked.set(false);
        guard("delivering on a selector", action);
    }

    /// Runs a task on the selector's thread; one that throws is counted.
    void guard(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            faults.add(what, fault);
        }
    }
}
