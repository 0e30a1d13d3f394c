package dev.wirelab.lab.network;

import dev.wirelab.core.meter.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A connection between the page and the lab over an emulated network, with two virtual threads for
/// each direction.
final class PathConnection {
    /// What a packet carries: the rate is shared in pieces of this size.
    private static final int PIECE = 1_448;

    /// The largest number of pieces on their way in a direction: more than the fastest network
    /// holds. What does not fit is not read, so that its sender has to wait.
    private static final int MAX_ON_THEIR_WAY = 1_024;

    private final Socket page;
    private final Socket lab;
    private final LongSupplier stalledUntil;
    private final Consumer<PathConnection> ended;
    private final Faults faults;
    private final List<Thread> threads;
    private final AtomicInteger open = new AtomicInteger(2);

    /// Bytes on their way; empty: the end of the direction.
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    private record Piece(long arrival, byte[] bytes) {}

    /// One direction.
    ///
    /// @param from where its bytes come from
    record Way(Socket from, ByteFilter filter, Pace pace) {}

    /// @param up from the page to the lab
    /// @param down from the lab to the page
    /// @param stalledUntil until when nothing arrives, by [System#nanoTime]
    /// @param ended called when it is over, once or more, by any thread
    PathConnection(
            Way up,
            Way down,
            LongSupplier stalledUntil,
            Consumer<PathConnection> ended,
            Faults faults) {
        this.page = up.from();
        this.lab = down.from();
        this.stalledUntil = stalledUntil;
        this.ended = ended;
        this.faults = faults;
        BlockingQueue<Piece> toLab = new ArrayBlockingQueue<>(MAX_ON_THEIR_WAY);
        BlockingQueue<Piece> toPage = new ArrayBlockingQueue<>(MAX_ON_THEIR_WAY);
        this.threads =
                List.of(
                        thread(() -> receive(up, toLab)),
                        thread(() -> send(toLab, lab)),
                        thread(() -> receive(down, toPage)),
                        thread(() -> send(toPage, page)));
    }

    /// Starts to forward; called once.
    void start() {
        threads.forEach(Thread::start);
    }

    private interface Forwarding {
        void run() throws InterruptedException;
    }

    private Thread thread(Forwarding forwarding) {
        return Thread.ofVirtual()
                .name("network")
                .unstarted(() -> {
                    try {
                        forwarding.run();
                    } catch (InterruptedException e) {
                        // The connection is over.
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException | Error fault) {
                        faults.add("network", fault);
                        reset();
                    }
                });
    }

    private static void receive(Way way, BlockingQueue<Piece> pieces) throws InterruptedException {
        byte[] buffer = new byte[PIECE];
        try {
            InputStream in = way.from().getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                enter(way.filter().pass(Arrays.copyOf(buffer, n)), way.pace(), pieces);
            }
        } catch (IOException e) {
            // The sender is gone; the receiver sees an end below.
        }
        enter(way.filter().rest(), way.pace(), pieces);
        pieces.put(new Piece(way.pace().arrival(0), new byte[0]));
    }

    private static void enter(byte[] bytes, Pace pace, BlockingQueue<Piece> pieces)
            throws InterruptedException {
        for (int from = 0; from < bytes.length; from += PIECE) {
            int to = Math.min(bytes.length, from + PIECE);
            pieces.put(new Piece(pace.arrival(to - from), Arrays.copyOfRange(bytes, from, to)));
        }
    }

    private void send(BlockingQueue<Piece> pieces, Socket to) throws InterruptedException {
        try {
            for (Piece piece = pieces.take(); piece.bytes.length > 0; piece = pieces.take()) {
                sleepUntil(piece.arrival);
                sleepUntil(stalledUntil.getAsLong());
                to.getOutputStream().write(piece.bytes);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset();
        }
        if (open.decrementAndGet() == 0) {
            close();
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(nanos - System.nanoTime()));
    }

    /// Both sides get a reset at once.
    void reset() {
        for (Socket socket : List.of(page, lab)) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // It is closed already.
            }
        }
        close();
    }

    private void close() {
        closeQuietly(page);
        closeQuietly(lab);
        ended.accept(this);
        threads.forEach(Thread::interrupt);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more.
        }
    }
}
