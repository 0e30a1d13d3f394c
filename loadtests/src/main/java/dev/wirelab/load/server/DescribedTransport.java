package dev.wirelab.load.server;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One transport of a server as its description has it. All texts are templates or patterns that
/// have been checked.
///
/// @param server the server's name
/// @param name the transport's name
/// @param address such as `http://127.0.0.1:9102` or `tcp://127.0.0.1:4222`
/// @param pid the server's process on this machine, whose CPU time is measured with that of its
///   children; null: not measured
/// @param connect path and query of a WebSocket or an event stream, or null
/// @param headers fields of every HTTP request; one with a variable without a value is left out
/// @param logIn steps of requests before the connection
/// @param open steps of readers and publishers
/// @param join steps of readers only
/// @param poll path and query of polls, or null
/// @param pollBody the body of polls; null: they are `GET`
/// @param sendTo the path to which texts are posted; null: they are sent on the connection
/// @param replies the texts that are sent as soon as a message matches a pattern
/// @param capture patterns for values of fields of every HTTP response, by field
/// @param separator the separator of several messages in one body or frame; null: there is only one
/// @param publish the text that publishes a message
/// @param delivery the pattern of a delivered message; it captures `text`
public record DescribedTransport(
        String server,
        String name,
        TransportKind kind,
        String address,
        @Nullable Long pid,
        @Nullable String connect,
        Map<String, String> headers,
        List<DescribedStep> logIn,
        List<DescribedStep> open,
        List<DescribedStep> join,
        @Nullable String poll,
        @Nullable String pollBody,
        @Nullable String sendTo,
        Map<String, String> replies,
        Map<String, String> capture,
        @Nullable String separator,
        String publish,
        String delivery) {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// Copies the collections.
    public DescribedTransport {
        headers = Map.copyOf(headers);
        logIn = List.copyOf(logIn);
        open = List.copyOf(open);
        join = List.copyOf(join);
        replies = Map.copyOf(replies);
        capture = Map.copyOf(capture);
    }

    /// The id of its rows: the server's name and its own.
    @JsonIgnore
    public String id() {
        return server + "-" + name;
    }

    /// Host and port of its address.
    @JsonIgnore
    public URI uri() {
        return URI.create(address);
    }

    /// The port of its address.
    @JsonIgnore
    public int port() {
        int port = uri().getPort();
        return port > 0 ? port : address.startsWith("https") ? HTTPS : HTTP;
    }

    /// Checks that something listens at its address.
    ///
    /// @throws IOException if nothing does; the message names the server
    public void check() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri().getHost(), port()), CONNECT_MILLIS);
        } catch (IOException e) {
            throw new IOException("no server answers at %s (%s)".formatted(address, server), e);
        }
    }

    /// The same at another address.
    DescribedTransport at(String elsewhere) {
        return with(elsewhere, pid);
    }

    /// The same with a process.
    DescribedTransport withPid(long process) {
        return with(address, process);
    }

    private DescribedTransport with(String elsewhere, @Nullable Long process) {
        return new DescribedTransport(
                server, name, kind, elsewhere, process, connect, headers, logIn, open, join, poll,
                pollBody, sendTo, replies, capture, separator, publish, delivery);
    }
}
