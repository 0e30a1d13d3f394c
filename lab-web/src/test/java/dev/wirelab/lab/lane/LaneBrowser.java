package dev.wirelab.lab.lane;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A WebSocket client for tests: reads whole texts, or nothing.
public final class LaneBrowser implements WebSocket.Listener, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();
    private final boolean reads;
    private final WebSocket socket;

    /// Connects.
    ///
    /// @param reads whether it reads texts
    public LaneBrowser(URI lane, boolean reads, @Nullable String origin) {
        this(lane, reads, origin, null);
    }

    /// Connects, and offers a token as a subprotocol.
    ///
    /// @param token null: none
    public LaneBrowser(URI lane, boolean reads, @Nullable String origin, @Nullable String token) {
        this.reads = reads;
        WebSocket.Builder builder = client.newWebSocketBuilder();
        if (token != null) {
            builder.subprotocols("wirelab.v1", "bearer." + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(lane, this).join();
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        if (reads) {
            webSocket.request(1);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(
            WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
        closed.add(code + " " + reason);
        return null;
    }

    /// Sends a text.
    public void send(String command) {
        socket.sendText(command, true).join();
    }

    /// The next text, which must come.
    public String next() throws InterruptedException {
        return take(texts);
    }

    /// The code and reason with which the lane was closed.
    public String closed() throws InterruptedException {
        return take(closed);
    }

    /// Aborts the connection.
    public void disconnect() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
    }

    private static String take(BlockingQueue<String> queue) throws InterruptedException {
        String next = queue.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing within " + PATIENCE);
        }
        return next;
    }
}
