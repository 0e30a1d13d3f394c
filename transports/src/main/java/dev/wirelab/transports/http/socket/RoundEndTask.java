package dev.wirelab.transports.http.socket;

import dev.wirelab.core.meter.Faults;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ManagedSelector;

/// A task that runs when all sockets that were ready at the same time have been read, so that
/// readers are notified once for all their input. The busier the port, the more events each write
/// contains.
final class RoundEndTask implements ManagedSelector.SelectorUpdate {
    private final Runnable action;
    private final Faults faults;
    private final AtomicBoolean requested = new AtomicBoolean();

    /// @param action must not block
    RoundEndTask(Runnable action, Faults faults) {
        this.action = action;
        this.faults = faults;
    }

    /// Requests a run at the end of the current round of this selector, or at once if no round is
    /// running. Safe on any thread.
    void request(ManagedSelector selector) {
        if (!requested.getAndSet(true)) {
            selector.submit(this);
        }
    }

    @Override
    public void update(Selector selector) {
        requested.set(false);
        guard("delivering on a selector", action);
    }

    /// Runs a task on the selector's thread, and counts an exception that it throws.
    void guard(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            faults.add(what, fault);
        }
    }
}
