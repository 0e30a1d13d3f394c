package dev.wirelab.load.measure;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Finds out whether a server speaks HTTP/2: in plaintext by prior knowledge (RFC 9113 §3.3), over
/// TLS by ALPN (§3.2).
public final class Http2Probe {
    private static final int TIMEOUT_MILLIS = Math.toIntExact(Duration.ofSeconds(5).toMillis());
    private static final String H2 = "h2";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int FRAME_HEADER = 9;
    private static final int TYPE = 3;
    private static final byte SETTINGS = 4;

    /// The preface with a frame SETTINGS that has none (RFC 9113 §3.4).
    private static final byte[] PREFACE =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                    .getBytes(StandardCharsets.US_ASCII);

    private Http2Probe() {}

    /// Whether the server at an address speaks it. Takes 5 s at most, a handshake included.
    ///
    /// @param address such as `http://127.0.0.1:7070`
    /// @param trusted what is accepted as the certificate of an https address
    /// @throws IOException if it cannot be reached or is not trusted
    public static boolean speaks(String address, @Nullable TrustedCertificates trusted)
            throws IOException {
        URI uri = URI.create(address);
        String host = uri.getHost().replaceAll("[\\[\\]]", "");
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? HTTPS_PORT : HTTP_PORT;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return (secure && trusted != null)
                    ? isChosen(trusted, socket, host, port)
                    : settingsFollow(socket);
        }
    }

    private static boolean isChosen(
            TrustedCertificates trusted, Socket socket, String host, int port) throws IOException {
        SSLSocket secure =
                (SSLSocket)
                        trusted.context()
                                .getSocketFactory()
                                .createSocket(socket, host, port, false);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {H2, "http/1.1"});
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return H2.equals(secure.getApplicationProtocol());
    }

    private static boolean settingsFollow(Socket socket) throws IOException {
        try {
            socket.getOutputStream().write(PREFACE);
            InputStream in = socket.getInputStream();
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(FRAME_HEADER));
            return header.limit() == FRAME_HEADER
                    && header.get(TYPE) == SETTINGS
                    && header.getInt(FRAME_HEADER - Integer.BYTES) == 0;
        } catch (IOException e) {
            return false; // It closed the connection, or waits for more.
        }
    }
}
