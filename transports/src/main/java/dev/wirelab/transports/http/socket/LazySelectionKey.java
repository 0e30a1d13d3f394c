package dev.wirelab.transports.http.socket;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A selection key that keeps the interest set registered with the selector when Jetty clears it,
/// until the selector reports the socket as ready.
///
/// Jetty clears the interest set while a poll is pending, and sets it again after the response: two
/// system calls per poll, although the client sends nothing in between. Keeping it registered saves
/// them. If input arrives nevertheless, the selector reports it ([#isUnexpected]), and the interest
/// set is cleared then ([#applyInterest]).
///
/// Used only by the selector's thread.
final class LazySelectionKey extends SelectionKey {
    private final SelectionKey key;
    private int interest;

    LazySelectionKey(SelectionKey key) {
        this.key = key;
        this.interest = key.interestOps();
    }

    /// Whether the socket is ready only for operations that are not in the interest set.
    boolean isUnexpected() {
        return (key.readyOps() & interest) == 0;
    }

    /// Registers the current interest set with the selector.
    void applyInterest() {
        key.interestOps(interest);
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
