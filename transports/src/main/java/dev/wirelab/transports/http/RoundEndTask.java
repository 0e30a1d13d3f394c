package dev.wirelab.transports.http;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.ManagedSelector;

/// Something to be done once all sockets that were ready at the same time have been read: readers
/// are told once of everything that came with them. The busier the port, the more each write holds.
final class RoundEndTask implements ManagedSelector.SelectorUpdate {
    private final Runnable action;
    private final AtomicBoolean asked = new AtomicBoolean();

    /// @param action must not block
    RoundEndTask(Runnable action) {
        this.action = action;
    }

    /// Has it done when this selector's round ends, at once if none is under way. Safe on any
    /// thread.
    void ask(ManagedSelector selector) {
        if (!asked.getAndSet(true)) {
            selector.submit(this);
        }
    }

    @Override
    public void update(Selector selector) {
        asked.set(false);
        action.run();
    }
}
