package dev.wirelab.lab.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A guest on a WebSocket.
final class WebSocketGuest extends Guest {
    private final WebSocket socket;

    WebSocketGuest(String name, Addresses lab, HttpClient http, Duration patience)
            throws IOException, InterruptedException {
        super(name);
        try {
            socket =
                    http.newWebSocketBuilder()
                            .buildAsync(URI.create(lab.url("ws", "/ws")), new Listener())
                            .join();
        } catch (CompletionException e) {
            throw new IOException("no WebSocket: " + e.getCause(), e);
        }
        send("{\"type\":\"login\",\"user\":\"" + name + "\"}");
        awaitAnswer(patience);
    }

    @Override
    void send(String command) throws IOException {
        try {
            socket.sendText(command, true).join();
        } catch (CompletionException e) {
            throw new IOException("the WebSocket has gone: " + e.getCause(), e);
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
                arrived(frame.toString());
                frame.setLength(0);
            }
            source.request(1);
            return null;
        }
    }
}
