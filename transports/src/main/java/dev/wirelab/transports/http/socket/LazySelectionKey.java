package dev.wirelab.transports.http.socket;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A registration that stays as it is when nothing is wanted any more, until it is in the way.
///
/// While a poll waits, Jetty wants to know nothing of its socket, and after the answer whether it
/// can be read: two system calls a poll, although the client sends nothing in between. Kept
/// registered, they are spared; should something come all the same, the selector reports it
/// ([#isUnwanted]) and the registration is brought up to date then ([#settle]).
///
/// Belongs to the selector's thread.
final class LazySelectionKey extends SelectionKey {
    private final SelectionKey key;
    private int wanted;

    LazySelectionKey(SelectionKey key) {
        this.key = key;
        this.wanted = key.interestOps();
    }

    /// Whether the socket was reported ready for nothing that is wanted.
    boolean isUnwanted() {
        return (key.readyOps() & wanted) == 0;
    }

    /// Registers what is wanted.
    void settle() {
        key.interestOps(wanted);
    }

    @Override
    public SelectionKey interestOps(int operations) {
        wanted = operations;
        if (operations != 0) {
            settle();
        }
        return this;
    }

    @Override
    public int interestOps() {
        return wanted;
    }

    @Override
    public int readyOps() {
        return key.readyOps() & wanted;
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
