package dev.wirelab.transports.http;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// The threads of the HTTP port: a platform thread each for accepting and for the selector, a
/// virtual one for what may block.
///
/// On a virtual thread, as Javalin's own pool would have it, a selector does not wait in the
/// kernel: a poller waits in its place and wakes it, which costs two changes of thread for every
/// time that there is nothing to do.
final class HttpThreads extends QueuedThreadPool {
    private static final int MAX = 16;
    private static final int MIN = 2;

    HttpThreads() {
        super(MAX, MIN);
        setName("http");
        setReservedThreads(0);
        setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    }

    @Override
    public void execute(Runnable task) {
        if (!(task instanceof Connection connection
                && connection.getEndPoint() instanceof MeteredEndPoint wire
                && wire.resume(task))) {
            super.execute(task);
        }
    }
}
