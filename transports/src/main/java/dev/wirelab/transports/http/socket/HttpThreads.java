package dev.wirelab.transports.http.socket;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool;

/// The threads of the HTTP port: a virtual thread for each task. A connection that resumes reading,
/// after a delayed response or when its WebSocket has opened, does so on the selector's thread
/// instead ([HttpSocket#resume]); see decision 5.
public final class HttpThreads extends AbstractLifeCycle implements ThreadPool {
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());

    /// Creates the thread pool of a server.
    public HttpThreads() {}

    @Override
    public void execute(Runnable task) {
        HttpSocket socket =
                task instanceof Connection connection ? HttpSocket.of(connection) : null;
        if (socket == null) {
            threads.execute(task);
        } else {
            socket.resume(task);
        }
    }

    @Override
    protected void doStop() {
        threads.shutdownNow();
    }

    @Override
    public void join() {}

    @Override
    public int getThreads() {
        return 1;
    }

    @Override
    public int getIdleThreads() {
        return 1;
    }

    @Override
    public boolean isLowOnThreads() {
        return false;
    }
}
