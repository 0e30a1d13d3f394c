package dev.wirelab.transports.http;

import dev.wirelab.transports.WarmUpGuest;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kept-alive HTTP/1.1 connection of a guest that warms up the lab, one exchange after the other.
/// Uses as little CPU time as possible. Used by one thread at a time.
public final class WarmUpConnection implements AutoCloseable {
    private static final String LENGTH = "content-length:";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final Socket socket;
    private final String host;
    private final InputStream in;

    /// Connects to the lab's HTTP port.
    public WarmUpConnection(WarmUpGuest.Visit visit) throws IOException {
        this.host = visit.http().getHostString() + ":" + visit.http().getPort();
        this.socket = new Socket(visit.http().getAddress(), visit.http().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(Math.toIntExact(visit.patience().toMillis()));
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// Opens a session and returns its token.
    public String logIn(String user) throws IOException {
        String answer = exchange("POST", "/api/sessions", "", "{\"user\":\"" + user + "\"}");
        Matcher match = TOKEN.matcher(answer);
        if (!match.find()) {
            throw new IOException("a log-in without a token: " + answer);
        }
        return match.group(1);
    }

    /// Sends a request and reads the response's body.
    ///
    /// @param token the token of the session, or an empty string
    /// @throws IOException if the connection has ended, or the status is not 2xx
    public String exchange(String method, String target, String token, String body)
            throws IOException {
        int length = begin(method, target, token, body);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /// Sends a request and reads the head of the response. The caller reads the rest by [#line].
    ///
    /// @return the length of the body; 0 if the head has none
    /// @throws IOException if the connection has ended, or the status is not 2xx
    public int begin(String method, String target, String token, String body) throws IOException {
        String head =
                method
                        + " "
                        + target
                        + " HTTP/1.1\r\nHost: "
                        + host
                        + "\r\n"
                        + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
                        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                        + "\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
        String status = line();
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).trim());
            }
        }
        if (!status.startsWith("HTTP/1.1 2")) {
            byte[] answer = in.readNBytes(length);
            throw new IOException(
                    target + ": " + status + " " + new String(answer, StandardCharsets.UTF_8));
        }
        return length;
    }

    /// The next line of the response, without its end.
    public String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection has ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
