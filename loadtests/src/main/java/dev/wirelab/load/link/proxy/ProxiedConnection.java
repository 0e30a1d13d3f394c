package dev.wirelab.load.link.proxy;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.link.LinkQueue;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A connection over a link.
final class ProxiedConnection {
    /// What a packet carries: the rate is shared in pieces of this size.
    private static final int PIECE = 1_448;

    /// Pieces on their way in a direction at most: more than enough for 100 Mbit/s over 10 s would
    /// not be a network; what does not fit waits in the sender's socket.
    private static final int ON_THEIR_WAY = 8_192;

    private static final Duration RETRY = Duration.ofMillis(1);

    private final Socket client;
    private final Socket server;
    private final Directions directions;
    private final Stage stage;
    private final LongSupplier heldUntil;
    private final Consumer<ProxiedConnection> ended;
    private final long began = System.nanoTime();
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile long lastActive = began;
    private volatile boolean silent;

    /// Bytes on their way; empty: the end of the stream.
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    private record Piece(long due, byte[] bytes) {}

    /// @param heldUntil until when nothing passes, on the monotonic clock
    ProxiedConnection(
            Socket client,
            Socket server,
            Directions directions,
            Stage stage,
            LongSupplier heldUntil,
            Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.server = server;
        this.directions = directions;
        this.stage = stage;
        this.heldUntil = heldUntil;
        this.ended = ended;
    }

    void start() {
        forward(client, server, true, directions.up());
        forward(server, client, false, directions.down());
    }

    private void forward(Socket from, Socket to, boolean up, LinkQueue queue) {
        BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(ON_THEIR_WAY);
        Thread.ofVirtual().name("link proxy, in").start(() -> receive(from, up, queue, pieces));
        Thread.ofVirtual().name("link proxy, out").start(() -> send(pieces, to));
    }

    private void receive(Socket from, boolean up, LinkQueue queue, BlockingQueue<Piece> pieces) {
        byte[] buffer = new byte[PIECE];
        try {
            try {
                InputStream in = from.getInputStream();
                for (int n = in.read(buffer); n >= 0 && !silent; n = in.read(buffer)) {
                    lastActive = System.nanoTime();
                    enter(stage.pass(up, Arrays.copyOf(buffer, n)), queue, pieces);
                }
            } catch (IOException e) {
                // The peer is gone; the other side is closed below.
            }
            if (!silent) {
                enter(stage.end(up), queue, pieces);
                pieces.put(new Piece(due(queue, 0), new byte[0]));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void enter(byte[] bytes, LinkQueue queue, BlockingQueue<Piece> pieces)
            throws InterruptedException {
        if (bytes.length > 0) {
            pieces.put(new Piece(due(queue, bytes.length), bytes));
        }
    }

    /// A full queue is back pressure: there is no loss in a stream.
    private static long due(LinkQueue queue, int bytes) throws InterruptedException {
        long due = queue.enter(System.nanoTime(), bytes);
        while (due == LinkQueue.OVERFLOW) {
            MonotonicTime.pause(RETRY);
            due = queue.enter(System.nanoTime(), bytes);
        }
        return due;
    }

    private void send(BlockingQueue<Piece> pieces, Socket to) {
        try {
            for (Piece piece = pieces.take(); piece.bytes.length > 0; piece = pieces.take()) {
                MonotonicTime.sleepUntil(piece.due);
                MonotonicTime.sleepUntil(heldUntil.getAsLong());
                if (silent) {
                    return;
                }
                lastActive = System.nanoTime();
                to.getOutputStream().write(piece.bytes);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (open.decrementAndGet() == 0 && !silent) {
                close();
            }
        }
    }

    boolean isCut(long now) {
        return stage.isCut(now);
    }

    long began() {
        return began;
    }

    long lastActive() {
        return lastActive;
    }

    /// Nothing passes any more, and no side is notified.
    void silence() {
        silent = true;
    }

    boolean isSilent() {
        return silent;
    }

    /// Both sides get a reset.
    void reset() {
        for (Socket socket : new Socket[] {client, server}) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed already.
            }
        }
        close();
    }

    private void close() {
        TcpProxy.closeQuietly(client);
        TcpProxy.closeQuietly(server);
        ended.accept(this);
    }
}
