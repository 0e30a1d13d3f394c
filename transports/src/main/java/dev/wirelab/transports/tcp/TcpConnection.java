package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.meter.Direction;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.ConnectionTraffic;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.TimeLimits;
import dev.wirelab.transports.TransportContext;
import dev.wirelab.transports.ledger.PlaintextInspection;
import dev.wirelab.transports.tls.CiphertextSocket;
import dev.wirelab.transports.tls.TlsChannel;
import dev.wirelab.transports.tls.TlsFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP connection. Its loop's thread reads lines and executes their commands; any thread may
/// write, one write at a time, without blocking.
final class TcpConnection implements OutboundWriter.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(TcpConnection.class);

    /// How long a peer may take to close after the lab has ended its output.
    private static final Duration LINGER = Duration.ofSeconds(2);

    /// The answer to plaintext on the TLS port.
    private static final byte[] NOT_TLS = line(Refusal.badRequest("this port speaks TLS"));

    private final TransportContext lab;
    private final SocketChannel socket;
    private final TcpLoop loop;
    private final Consumer<TcpConnection> onEnd;
    private final ConnectionTraffic traffic;
    private final PlaintextInspection inspection;
    private final @Nullable TlsChannel tls;
    private final long opened = System.nanoTime();
    private volatile long finishingAt;
    private volatile long finishedAt;
    private volatile @Nullable ClientConnection client;
    private volatile @Nullable SelectionKey key;

    // The rest of a write that the socket has not taken yet, and the task that follows it.
    private volatile @Nullable Unwritten unwritten;
    private volatile boolean paused;
    private volatile boolean inputEnded;
    private volatile boolean isProgram;

    // When the line that a program is sending began, on the nano clock, and what had been received
    // before. 0 if there is none.
    private volatile long lineSince;
    private volatile long receivedBeforeLine;

    // Used only by the timer's thread.
    private long receivedBefore;
    private long heardAt = opened;

    // Used only by the loop's thread.
    private final LineBuffer lines = new LineBuffer();
    private @Nullable Input input;
    private boolean suspended;
    private boolean finishing;
    private boolean ended;
    private boolean hasExecuted;

    /// The rest of a write.
    private record Unwritten(ByteBuffer bytes, Runnable then) {}

    /// @param engine makes it a TLS connection; null for plaintext
    /// @param place the place that it takes of the limits of connections
    /// @param onEnd called when the connection has ended
    TcpConnection(
            TransportContext lab,
            SocketChannel socket,
            TcpLoop loop,
            @Nullable SSLEngine engine,
            Admission.Place place,
            Consumer<TcpConnection> onEnd) {
        this.lab = lab;
        this.socket = socket;
        this.loop = loop;
        this.onEnd = onEnd;
        this.inspection = new PlaintextInspection(lab.inspector(), LineDissector::new);
        this.traffic = new ConnectionTraffic(inspection, place);
        traffic.opened(lab.meters().of(TcpTransport.ID));
        this.tls =
                engine == null
                        ? null
                        : new TlsChannel(engine, new Ciphertext(), lab.tlsCounters(), NOT_TLS);
    }

    /// A refusal as a line of JSON, before it is known whether the peer is a program.
    static byte[] line(Refusal refusal) {
        byte[] json = JsonEvents.encode(Event.Error.of(refusal));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /// What is below TLS.
    private final class Ciphertext implements CiphertextSocket {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int read = socket.read(into);
            if (read > 0) {
                traffic.in(read);
            }
            return read;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            int written = socket.write(from);
            traffic.out(written);
            return written;
        }

        @Override
        public void flushWhenWritable() {
            interest(SelectionKey.OP_WRITE, true);
        }

        @Override
        public void resumeReading() {
            loop.readSoon(TcpConnection.this);
        }

        @Override
        public void overhead(Direction direction, long bytes) {
            inspection.tls(direction, bytes);
        }
    }

    /// Starts to read.
    void begin(Selector selector) {
        try {
            socket.configureBlocking(false);
            key = socket.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Executes the input of the client: lines of JSON, or the lines of a person.
    interface Input {
        /// Executes one line.
        ///
        /// @return false if the peer asked to end the connection
        /// @throws Refusal if the connection must be closed
        boolean line(String line);

        /// The number of bytes that follow the last line and are no line; 0 if none do.
        default int rawBytes() {
            return 0;
        }

        /// Executes the last line together with the bytes that follow it.
        ///
        /// @param bytes as many as [#rawBytes()] requested
        default void raw(byte[] bytes) {
            throw new IllegalStateException("no bytes were requested");
        }
    }

    /// Reads what has arrived and executes it.
    ///
    /// @param buffer an empty buffer, not used by others during the call
    void read(ByteBuffer buffer) {
        try {
            int read = tls == null ? readPlain(buffer) : readDecrypted(tls, buffer);
            if (read < 0) {
                inputEnded = true;
                interest(SelectionKey.OP_READ, false);
                disconnectIfDone();
            } else if (read > 0) {
                inspection.in(buffer.flip(), read);
                // After the lab has ended its output, input is read only to detect the client's end
                // (RFC 1122 §4.2.2.13).
                if (finishedAt == 0 && !finishing) {
                    lines.append(buffer);
                    hasExecuted = false;
                    executeLines();
                    timeLine();
                }
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private int readPlain(ByteBuffer buffer) throws IOException {
        boolean isFirst = traffic.received() == 0;
        int read = socket.read(buffer);
        if (read > 0) {
            traffic.in(read);
            if (isFirst && TlsChannel.isHandshake(buffer.get(0))) {
                // It is refused as a line that is meant for another port.
                lab.tlsCounters()
                        .failed(
                                TlsFailure.TLS_ON_PLAINTEXT_PORT,
                                "a client began TLS on the plaintext TCP port");
            }
        }
        return read;
    }

    private int readDecrypted(TlsChannel channel, ByteBuffer buffer) throws IOException {
        if (paused || inputEnded) {
            return 0;
        }
        int read = channel.read(buffer);
        if (channel.isComputing()) {
            // Otherwise the selector would report the same input until it is done.
            interest(SelectionKey.OP_READ, false);
            suspended = true;
            return read;
        }
        if (suspended) {
            suspended = false;
            interest(SelectionKey.OP_READ, true);
        }
        if (channel.hasInput()) {
            loop.readSoon(this);
        }
        return read;
    }

    private void executeLines() {
        if (input == null) {
            LineBuffer.ClientKind kind = lines.clientKind();
            if (kind == null) {
                return;
            }
            input = input(kind);
        }
        ClientConnection peer = Objects.requireNonNull(client);
        try {
            lines.limit(peer.version().maxCommandBytes());
            while (hasRoom(peer)
                    && (input.rawBytes() > 0 ? executeRaw(input) : executeLine(input))) {
                lines.limit(peer.version().maxCommandBytes());
            }
        } catch (Refusal refusal) {
            // The input cannot be split into lines any more, or is not meant for this port.
            finishWith(Event.Error.of(refusal));
        }
    }

    /// Begins or ends the time of a line that has not arrived as a whole.
    private void timeLine() {
        boolean isPart = !lines.isEmpty() || (input != null && input.rawBytes() > 0);
        if (!isProgram || !isPart || paused || finishing) {
            lineSince = 0;
        } else if (lineSince == 0 || hasExecuted) {
            receivedBeforeLine = traffic.received();
            lineSince = System.nanoTime() | 1;
        }
    }

    /// @return false if there is no whole line, or the connection ends
    private boolean executeLine(Input from) {
        String line = lines.next();
        hasExecuted |= line != null;
        if (line != null && !from.line(line)) {
            finishWith(null);
            return false;
        }
        return line != null;
    }

    /// @return false if the bytes have not all arrived
    private boolean executeRaw(Input from) {
        byte[] bytes = lines.next(from.rawBytes());
        if (bytes == null) {
            return false;
        }
        from.raw(bytes);
        return true;
    }

    /// Whether the peer reads its replies; if not, no more input is read until it does.
    private boolean hasRoom(ClientConnection peer) {
        if (!peer.hasRoom()) {
            paused = true;
            interest(SelectionKey.OP_READ, false);
            // Checks again, since there may have been room before `paused` was set.
            if (!peer.hasRoom()) {
                return false;
            }
            resumeReading();
        }
        return true;
    }

    private Input input(LineBuffer.ClientKind kind) {
        boolean isPerson = kind == LineBuffer.ClientKind.PERSON;
        ClientConnection peer =
                new ClientConnection(
                        lab,
                        TcpTransport.ID,
                        ReaderOptions.Kind.STREAM,
                        isPerson ? TelnetFormat.INSTANCE : JsonLineFormat.INSTANCE,
                        isPerson,
                        this,
                        (_, meter) -> traffic.charge(meter));
        client = peer;
        isProgram = !isPerson;
        return switch (kind) {
            case PROGRAM -> new JsonInput(peer);
            case PERSON -> PersonInput.greeted(lab, peer);
        };
    }

    private void resumeReading() {
        paused = false;
        interest(SelectionKey.OP_READ, !inputEnded);
        if (tls != null && tls.hasInput()) {
            loop.readSoon(this);
        }
    }

    /// The client has ended its side: closes as soon as everything that it sent has been executed.
    private void disconnectIfDone() {
        ClientConnection peer = client;
        if (inputEnded && (peer == null || finishedAt != 0 || (!paused && peer.isIdle()))) {
            disconnect();
        }
    }

    @Override
    public Admission.Place place() {
        return traffic.place();
    }

    @Override
    public void resume() {
        if (paused || inputEnded) {
            loop.execute(this::continueReading);
        }
    }

    @Override
    public void write(byte[] bytes) {
        ClientConnection peer = Objects.requireNonNull(client);
        send(new Unwritten(ByteBuffer.wrap(bytes), peer.writer()::written));
        // This write contains the replies that had to be written before reading resumes.
        resume();
    }

    private void continueReading() {
        if (paused) {
            resumeReading();
            executeLines();
        }
        disconnectIfDone();
    }

    @Override
    public void finish(Event.@Nullable Error last) {
        ClientConnection peer = Objects.requireNonNull(client);
        finishingAt = System.nanoTime() | 1;
        byte[] bytes = last == null ? new byte[0] : peer.encode(last);
        send(new Unwritten(ByteBuffer.wrap(bytes), this::endOutput));
    }

    /// Ends the output, so that the peer closes; one that does not is disconnected later.
    private void endOutput() {
        try {
            if (tls != null) {
                tls.closeOutput();
            }
            socket.shutdownOutput();
            finishedAt = System.nanoTime() | 1;
            interest(SelectionKey.OP_READ, true);
        } catch (IOException e) {
            failed(e);
        }
    }

    private void send(Unwritten write) {
        ByteBuffer bytes = write.bytes();
        try {
            if (!(tls == null ? writePlain(bytes) : writeEncrypted(tls, bytes))) {
                unwritten = write;
                interest(SelectionKey.OP_WRITE, true);
                return;
            }
        } catch (IOException e) {
            failed(e);
            return;
        }
        write.then().run();
    }

    /// Whether the socket has taken everything.
    private boolean writePlain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            ByteBuffer @Nullable [] views = inspection.views(bytes);
            int written = socket.write(bytes);
            traffic.out(written);
            inspection.out(written, views);
            if (written == 0) {
                return false;
            }
        }
        return true;
    }

    private boolean writeEncrypted(TlsChannel channel, ByteBuffer bytes) throws IOException {
        ByteBuffer @Nullable [] views = inspection.views(bytes);
        int before = bytes.remaining();
        try {
            return channel.write(bytes);
        } finally {
            if (before > bytes.remaining()) {
                inspection.out(before - bytes.remaining(), views);
            }
        }
    }

    /// Continues a write: the socket accepts more.
    void continueWriting() {
        Unwritten rest = unwritten;
        unwritten = null;
        interest(SelectionKey.OP_WRITE, false);
        if (rest != null) {
            send(rest);
        } else if (tls != null) {
            flushHandshake(tls);
        }
    }

    private void flushHandshake(TlsChannel channel) {
        try {
            if (channel.flush()) {
                loop.readSoon(this);
            } else {
                interest(SelectionKey.OP_WRITE, true);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void interest(int operation, boolean on) {
        SelectionKey mine = key;
        if (mine != null && mine.isValid()) {
            if (on) {
                mine.interestOpsOr(operation);
                loop.wakeup();
            } else {
                mine.interestOpsAnd(~operation);
            }
        }
    }

    /// Sends the reason and closes. Safe on any thread.
    void end(Refusal why) {
        loop.execute(() -> endNow(why));
    }

    private void endNow(Refusal why) {
        if (ended || finishing) {
            return;
        }
        if (input == null) {
            // It has sent nothing that shows whether it is a program: it gets a line of JSON.
            input = input(LineBuffer.ClientKind.PROGRAM);
        }
        ignoreInput();
        Objects.requireNonNull(client).end(why);
    }

    /// Sends a last event after all pending output, and executes no further lines.
    private void finishWith(Event.@Nullable Error last) {
        ignoreInput();
        Objects.requireNonNull(client).writer().finish(last);
    }

    private void ignoreInput() {
        finishing = true;
        lines.clear();
    }

    /// Disconnects a peer that does not read, does not log in, or does not close after the lab has
    /// ended its output. A peer that has vanished is detected by the kernel (keepalive).
    void checkLiveness() {
        ClientConnection peer = client;
        long now = System.nanoTime();
        if (peer == null) {
            if (now - opened > lab.limits().logIn().toNanos()) {
                end(ClientConnection.noLogIn());
            }
            return;
        }
        peer.checkLogIn();
        checkSilence(now);
        checkLine(now);
        long stall = lab.limits().stall().toNanos();
        boolean lingers =
                finishedAt != 0
                        ? now - finishedAt > LINGER.toNanos()
                        : finishingAt != 0 && now - finishingAt > stall;
        boolean stalls = peer.writer().stalledNanos() > stall;
        if (stalls) {
            lab.meters().reached("stall");
            LOG.debug("a TCP connection is cut: it does not read");
        }
        if (lingers || stalls) {
            disconnect();
        }
    }

    /// Ends the connection of a program whose line does not arrive: one that it begins may take as
    /// long as a write, and a second more for each KiB.
    private void checkLine(long now) {
        long since = lineSince;
        long bytes = traffic.received() - receivedBeforeLine;
        if (since != 0
                && now - since > lab.limits().stall().toNanos() + TimeLimits.arrivalNanos(bytes)) {
            lineSince = 0;
            lab.meters().reached("stall");
            end(new Refusal(ErrorCode.TOO_SLOW, "the line does not arrive"));
        }
    }

    /// Ends the connection of a program that sends nothing: its kernel would acknowledge what it is
    /// sent even if it was stopped.
    private void checkSilence(long now) {
        long received = traffic.received();
        if (received != receivedBefore || paused) {
            receivedBefore = received;
            heardAt = now;
        }
        int seconds = lab.admission().quotas().silence();
        if (isProgram
                && seconds > 0
                && finishingAt == 0
                && now - heardAt > Duration.ofSeconds(seconds).toNanos()) {
            heardAt = now;
            lab.meters().reached("silence");
            end(
                    new Refusal(
                            ErrorCode.TOO_SLOW,
                            "a program sends something, such as an empty line, every "
                                    + seconds
                                    + " s"));
        }
    }

    private void failed(IOException e) {
        LOG.debug("TCP connection failed: {}", e.getMessage());
        disconnect();
    }

    /// Disconnects at once. Safe on any thread.
    void disconnect() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing a TCP connection: {}", e.getMessage());
        }
        loop.execute(this::release);
    }

    private void release() {
        if (ended) {
            return;
        }
        ended = true;
        ClientConnection peer = client;
        if (peer != null) {
            peer.close();
        }
        if (tls != null) {
            tls.release();
        }
        traffic.close(lab.meters().of(TcpTransport.ID));
        onEnd.accept(this);
    }
}
