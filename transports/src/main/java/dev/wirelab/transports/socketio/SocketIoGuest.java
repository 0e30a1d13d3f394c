package dev.wirelab.transports.socketio;

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

/// A warm-up client on a WebSocket of the JDK's HTTP client, without polling first.
final class SocketIoGuest implements WarmUpGuest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Visit visit;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final WebSocket socket;

    private SocketIoGuest(Visit visit, String path) throws IOException {
        this.visit = visit;
        try {
            String address = visit.http().getHostString() + ":" + visit.http().getPort();
            this.socket =
                    HTTP.newWebSocketBuilder()
                            .buildAsync(
                                    URI.create(
                                            "ws://"
                                                    + address
                                                    + path
                                                    + "?EIO=4&transport=websocket"),
                                    new Listener())
                            .join();
        } catch (CompletionException e) {
            throw new IOException("no WebSocket: " + e.getCause(), e);
        }
    }

    static WarmUpGuest connect(Visit visit, String path) throws IOException, InterruptedException {
        SocketIoGuest guest = new SocketIoGuest(visit, path);
        guest.transmit("40{\"user\":\"" + visit.user() + "\"}");
        if (!guest.begun.await(visit.patience().toMillis(), TimeUnit.MILLISECONDS)) {
            guest.close();
            throw new IOException(visit.user() + " could not log in");
        }
        return guest;
    }

    @Override
    public void send(String command) throws IOException {
        transmit("42[\"message\"," + command + "]");
    }

    private void transmit(String packet) throws IOException {
        try {
            socket.sendText(packet, true).join();
        } catch (CompletionException e) {
            throw new IOException("the WebSocket has closed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "").thenRun(socket::abort);
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder packet = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket source, CharSequence part, boolean last) {
            packet.append(part);
            CompletionStage<?> sent = null;
            if (last) {
                String text = packet.toString();
                packet.setLength(0);
                if (text.equals("2")) {
                    sent = source.sendText("3", true);
                } else if (text.startsWith("42[")) {
                    visit.arrived().accept(text);
                    begun.countDown();
                }
            }
            source.request(1);
            return sent;
        }
    }
}
