package dev.wirelab.transports.websocket;

import dev.wirelab.transports.WarmUpGuest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A warm-up client on a WebSocket of the JDK's HTTP client.
final class WebSocketGuest implements WarmUpGuest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Visit visit;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final WebSocket socket;

    private WebSocketGuest(Visit visit, String path) throws IOException {
        this.visit = visit;
        try {
            String address = visit.http().getHostString() + ":" + visit.http().getPort();
            this.socket =
                    HTTP.newWebSocketBuilder()
                            .buildAsync(URI.create("ws://" + address + path), new Listener())
                            .join();
        } catch (CompletionException e) {
            throw new IOException("no WebSocket: " + e.getCause(), e);
        }
    }

    static WarmUpGuest connect(Visit visit, String path) throws IOException, InterruptedException {
        WebSocketGuest guest = new WebSocketGuest(visit, path);
        guest.send("{\"type\":\"login\",\"user\":\"" + visit.user() + "\"}");
        if (!guest.begun.await(visit.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            guest.close();
            throw new IOException(visit.user() + " could not log in");
        }
        return guest;
    }

    @Override
    public void send(String command) throws IOException {
        try {
            socket.sendText(command, true).join();
        } catch (CompletionException e) {
            throw new IOException("the WebSocket has closed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").thenRun(socket::abort);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket source, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                visit.arrived().accept(frame.toString());
                frame.setLength(0);
                begun.countDown();
            }
            source.request(1);
            return null;
        }
    }
}
