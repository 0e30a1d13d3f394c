package dev.wirelab.transports.http;

import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Runs every request that reaches it on a virtual thread of its own, so that the [DirectHandler]s
/// in front of it may run on the selector's thread: for a poll, starting a thread costs as much as
/// reading the log.
///
/// Jetty asks the outermost handlers whether any of them blocks (`Invocable.InvocationType`) and
/// starts a thread for each request if so.
final class VirtualThreadHandler extends Handler.Wrapper {
    private final Executor threads;

    VirtualThreadHandler(Executor threads) {
        this.threads = threads;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        threads.execute(() -> handleHere(request, response, callback));
        return true;
    }

    private void handleHere(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
            // As Jetty does where it calls a handler itself: the exchange ends with an error.
        } catch (Throwable failure) {
            Response.writeError(request, response, callback, failure);
        }
    }
}
