package dev.wirelab.transports.http.socket;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A selection key that keeps the interest set registered with the selector when Jetty clears it,
/// until the selector reports the socket as ready.
///
/// Jetty clears the interest set while a poll is pending, and sets it again after the response: two
/// system calls per poll, although the client sends nothing in between. Keeping it registered saves
/// them. If input arrives nevertheless, the selector reports it ([#isUnexpected]), and the interest
/// set is cleared then ([#applyInterest]), unless somebody wants to know of it ([#keepSelectable]).
///
/// Used only by the selector's thread, but for [#isSelectable].
final class LazySelectionKey extends SelectionKey {
    private final SelectionKey key;
    private int interest;
    private volatile boolean selectable;

    LazySelectionKey(SelectionKey key) {
        this.key = key;
        this.interest = key.interestOps();
        this.selectable = (interest & OP_READ) != 0;
    }

    /// Whether the socket is ready only for operations that are not in the interest set.
    boolean isUnexpected() {
        return (key.readyOps() & interest) == 0;
    }

    /// Registers the current interest set with the selector.
    void applyInterest() {
        key.interestOps(interest);
        selectable = (interest & OP_READ) != 0;
    }

    /// Whether the selector reports input, even if the interest set does not have it. Safe on any
    /// thread.
    boolean isSelectable() {
        return selectable;
    }

    /// Registers interest in input with the selector, beside the interest set.
    void keepSelectable() {
        try {
            key.interestOps(interest | OP_READ);
            selectable = true;
        } catch (CancelledKeyException e) {
            // The socket has been closed, of which whoever watches it is notified.
        }
    }

    @Override
    public SelectionKey interestOps(int operations) {
        interest = operations;
        if (operations != 0) {
            applyInterest();
        }
        return this;
    }

    @Override
    public int interestOps() {
        return interest;
    }

    @Override
    public int readyOps() {
        return key.readyOps() & interest;
    }

    @Override
    public SelectableChannel channel() {
        return key.channel();
    }

    @Override
    public Selector selector() {
        return key.selector();
    }

    @Override
    public boolean isValid() {
        return key.isValid();
    }

    @Override
    public void cancel() {
        key.cancel();
    }
}
