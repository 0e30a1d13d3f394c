package dev.wirelab.transports.kit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/// A plain TCP connection that sends and receives lines, or any bytes a test likes.
final class LineSocket implements RawStream {
    private final Socket socket;
    private final Counted counted;
    private final InputStream in;
    private long sent;

    private LineSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.counted = new Counted(socket.getInputStream());
        this.in = new BufferedInputStream(counted);
    }

    static LineSocket open(InetSocketAddress address) {
        return open(address, 0);
    }

    /// @param receiveBuffer bytes that the kernel holds for us unread, or 0 for its default
    static LineSocket open(InetSocketAddress address, int receiveBuffer) {
        try {
            return new LineSocket(Net.dial(address, receiveBuffer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A connection whose reads wait as long as it takes, for a reader thread.
    static LineSocket openWithoutBound(InetSocketAddress address) {
        LineSocket opened = open(address);
        Net.withoutBound(opened.socket);
        return opened;
    }

    LineSocket send(Object line) {
        return raw(Net.utf8(line + "\n"));
    }

    @Override
    public byte[] encode(String command) {
        return Net.utf8(command + "\n");
    }

    @Override
    public void transmit(byte[] bytes) {
        raw(bytes);
    }

    /// Sends bytes as they are.
    LineSocket raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            sent += bytes.length;
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends bytes, which the lab may stop taking at any moment.
    LineSocket rawUntilRefused(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // The lab has closed the connection; what it said before can still be read.
        }
        return this;
    }

    /// The next line, or null once the connection has ended, in order or by a reset.
    @Nullable String line() {
        try {
            return Net.line(in);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no line within " + Await.PATIENCE, e);
        } catch (IOException e) {
            return null;
        }
    }

    /// The next bytes, which must come.
    byte[] bytes(int count) {
        try {
            return Net.exactly(in, count);
        } catch (IOException e) {
            throw new AssertionError("no " + count + " bytes", e);
        }
    }

    /// The next line, which must come, as a JSON object.
    Json json() {
        String line = line();
        if (line == null) {
            throw new AssertionError("the connection ended");
        }
        return Json.parse(line);
    }

    @Override
    public Json json(String type) {
        Json next = json();
        while (!next.isType(type)) {
            next = json();
        }
        return next;
    }

    /// How many bytes have come and were not read.
    int buffered() {
        try {
            return in.available();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void awaitEnd() {
        while (line() != null) {
            // What was still on its way is of no interest.
        }
    }

    /// Bytes sent since the beginning.
    long sent() {
        return sent;
    }

    /// Bytes received since the beginning, looked at or not.
    long received() {
        return counted.count();
    }

    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void cut() {
        Net.cut(socket);
    }

    @Override
    public void close() {
        Net.close(socket);
    }
}
