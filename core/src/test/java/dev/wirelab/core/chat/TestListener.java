package dev.wirelab.core.chat;

import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.protocol.ErrorCode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what a connection is told.
public class TestListener implements ReaderOptions.Listener {
    public final AtomicInteger readyCalls = new AtomicInteger();
    public final Semaphore ready = new Semaphore(0);
    public final List<String> endings = new CopyOnWriteArrayList<>();

    @Override
    public void ready() {
        readyCalls.incrementAndGet();
        ready.release();
    }

    @Override
    public void ended(ErrorCode why, String reason) {
        endings.add(why.code() + ": " + reason);
    }

    /// Waits to be told.
    public boolean isToldSoon() throws InterruptedException {
        return isToldSoon(1);
    }

    public boolean isToldSoon(int times) throws InterruptedException {
        return ready.tryAcquire(times, TestChat.LONG.toSeconds(), TimeUnit.SECONDS);
    }
}
