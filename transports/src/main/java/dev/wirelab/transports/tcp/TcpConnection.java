package dev.wirelab.transports.tcp;

import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Admission;
import dev.wirelab.transports.ClientConnection;
import dev.wirelab.transports.OutboundWriter;
import dev.wirelab.transports.TransportContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
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

    private final TransportContext lab;
    private final TcpLoop loop;
    private final Consumer<TcpConnection> onEnd;
    private final TcpSocket socket;
    private final TcpDeadlines deadlines;
    private volatile @Nullable ClientConnection client;
    private volatile boolean isProgram;

    // Used only by the loop's thread.
    private final LineBuffer lines = new LineBuffer();
    private @Nullable Input input;
    private boolean finishing;
    private boolean ended;
    private boolean hasExecuted;

    /// @param engine makes it a TLS connection; null for plaintext
    /// @param place its place within the limits of connections
    /// @param onEnd called when the connection has ended
    TcpConnection(
            TransportContext lab,
            SocketChannel channel,
            TcpLoop loop,
            @Nullable SSLEngine engine,
            Admission.Place place,
            Consumer<TcpConnection> onEnd) {
        this.lab = lab;
        this.loop = loop;
        this.onEnd = onEnd;
        this.socket = new TcpSocket(lab, this, channel, loop, engine, place);
        this.deadlines = new TcpDeadlines(lab, this, socket);
    }

    /// A refusal as a line of JSON, before it is known whether the peer is a program.
    static byte[] line(Refusal refusal) {
        byte[] json = JsonEvents.encode(Event.Error.of(refusal));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    /// Starts to read.
    void begin(Selector selector) {
        try {
            socket.register(selector);
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
            int read = socket.read(buffer);
            if (read < 0) {
                disconnectIfDone();
            } else if (read > 0 && !deadlines.isFinished() && !finishing) {
                // After the lab has ended its output, input is read only to detect the client's
                // end (RFC 1122 §4.2.2.13).
                lines.append(buffer);
                hasExecuted = false;
                executeLines();
                reportPartialLine();
            }
        } catch (IOException e) {
            failed(e);
        }
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

    /// Reports whether a program's line has arrived only in part.
    private void reportPartialLine() {
        boolean isPart = !lines.isEmpty() || (input != null && input.rawBytes() > 0);
        deadlines.lineRead(isProgram && isPart && !socket.isPaused() && !finishing, hasExecuted);
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
            socket.pause();
            // Checks again, since there may have been room before the pause.
            if (!peer.hasRoom()) {
                return false;
            }
            socket.resume();
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
                        (_, meter) -> socket.traffic().charge(meter));
        client = peer;
        isProgram = !isPerson;
        return switch (kind) {
            case PROGRAM -> new JsonInput(peer);
            case PERSON -> PersonInput.greeted(lab, peer);
        };
    }

    /// The client has ended its side: closes as soon as everything that it sent has been executed.
    private void disconnectIfDone() {
        ClientConnection peer = client;
        if (socket.hasInputEnded()
                && (peer == null
                        || deadlines.isFinished()
                        || (!socket.isPaused() && peer.isIdle()))) {
            disconnect();
        }
    }

    @Override
    public Admission.Place place() {
        return socket.traffic().place();
    }

    @Override
    public void resume() {
        if (socket.isPaused() || socket.hasInputEnded()) {
            loop.execute(this::continueReading);
        }
    }

    @Override
    public void write(byte[] bytes) {
        ClientConnection peer = Objects.requireNonNull(client);
        socket.write(ByteBuffer.wrap(bytes), peer.writer()::written);
        // This write contains the replies that had to be written before reading resumes.
        resume();
    }

    private void continueReading() {
        if (socket.isPaused()) {
            socket.resume();
            executeLines();
        }
        disconnectIfDone();
    }

    @Override
    public void finish(Event.@Nullable Error last) {
        ClientConnection peer = Objects.requireNonNull(client);
        deadlines.finishing();
        byte[] bytes = last == null ? new byte[0] : peer.encode(last);
        socket.write(ByteBuffer.wrap(bytes), this::endOutput);
    }

    /// Ends the output, so that the peer closes; one that does not is disconnected later.
    private void endOutput() {
        try {
            socket.endOutput();
            deadlines.finished();
            socket.awaitEnd();
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Continues a write: the socket accepts more.
    void continueWriting() {
        socket.continueWriting();
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

    /// Ends the connection if one of its time limits is over. Called by the timer.
    void checkLiveness() {
        deadlines.check(client, isProgram);
    }

    /// The socket has failed.
    void failed(IOException e) {
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
        socket.release(lab.meters().of(TcpTransport.ID));
        onEnd.accept(this);
    }
}
