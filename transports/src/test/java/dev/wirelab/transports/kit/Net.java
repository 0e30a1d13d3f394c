package dev.wirelab.transports.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What all raw sockets of the kit share.
final class Net {
    private Net() {}

    static InetSocketAddress address(URI uri) {
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    /// A connected socket whose reads give up after the kit's patience.
    static Socket dial(InetSocketAddress address) throws IOException {
        return dial(address, 0);
    }

    /// @param receiveBuffer bytes that the kernel holds for us unread, or 0 for its default
    static Socket dial(InetSocketAddress address, int receiveBuffer) throws IOException {
        int redirected = Http2Gateway.redirected(address.getPort());
        if (redirected != address.getPort()) {
            return plain(new InetSocketAddress(address.getAddress(), redirected), receiveBuffer);
        }
        Socket socket = plain(address, receiveBuffer);
        return TlsPorts.isSecure(address.getPort()) ? TlsPorts.secured(socket, address) : socket;
    }

    /// The same without TLS, whatever the port speaks.
    static Socket plain(InetSocketAddress address, int receiveBuffer) throws IOException {
        Socket socket = new Socket();
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        socket.connect(address, (int) Await.PATIENCE.toMillis());
        return socket;
    }

    /// Lets reads wait as long as it takes.
    static void withoutBound(Socket socket) {
        try {
            socket.setSoTimeout(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends a connection as a crash or a pulled cable's middlebox does: by a reset, with no word.
    static void cut(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It had gone already, which is what was wanted.
        }
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It had gone already, which is what was wanted.
        }
    }

    /// Reads up to and without LF or CRLF; null at the end of the stream.
    static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the stream ended within a line: " + bytes);
            }
            bytes.write(b);
        }
        String line = utf8(bytes.toByteArray());
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the stream ended " + (count - bytes.length) + " bytes early");
        }
        return bytes;
    }

    /// Decodes strictly: malformed UTF-8 from the lab fails the test.
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("the lab sent malformed UTF-8", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
