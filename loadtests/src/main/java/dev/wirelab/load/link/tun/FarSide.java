package dev.wirelab.load.link.tun;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A thread in a network namespace of its own: the clients' end of a link. Sockets that it opens,
/// processes and threads that it starts are there, too; so it must not start a virtual thread,
/// whose carriers serve everybody.
final class FarSide implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task ->
                    Thread.ofPlatform().daemon().name("far side of the link").unstarted(task));

    private FarSide() {}

    static FarSide open() throws IOException, InterruptedException {
        FarSide side = new FarSide();
        side.call(() -> {
            Native.unshareNetwork();
            TunDevice.up("lo");
            return true;
        });
        return side;
    }

    /// Executes there.
    <T> T call(Callable<T> task) throws IOException, InterruptedException {
        try {
            return thread.submit(task).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
