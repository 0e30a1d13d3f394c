package dev.wirelab.transports.kit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// A broken lab: proxies on real sockets before a real one, which forward what clients send as it
/// is and commit a [Fault] on what comes back.
final class FaultyLab implements LabUnderTest {
    private final LabUnderTest lab;
    private final Fault fault;
    private final Queue<Json> secrets = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ServerSocket http;
    private final ServerSocket tcp;

    FaultyLab(LabUnderTest lab, Fault fault) {
        this.lab = lab;
        this.fault = fault;
        this.http = listen(Net.address(lab.http()), this::forwardHttp);
        this.tcp = listen(lab.tcp(), this::forwardOwnPort);
    }

    /// How what the lab sends on one connection reaches the client.
    private interface Forwarding {
        void forward(InputStream in, OutputStream out, Mangler mangler) throws IOException;
    }

    private ServerSocket listen(InetSocketAddress target, Forwarding back) {
        try {
            ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().name("faulty-accept").start(() -> accept(server, target, back));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket server, InetSocketAddress target, Forwarding back) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = Net.dial(target);
                upstream.setSoTimeout(0);
                client.setTcpNoDelay(true);
                sockets.addAll(List.of(client, upstream));
                start(client, upstream, (in, out, _) -> in.transferTo(out));
                start(upstream, client, back);
            } catch (IOException e) {
                // Closed, or a client that went as it came; the next one is waited for.
            }
        }
    }

    private void start(Socket from, Socket to, Forwarding forwarding) {
        Mangler mangler = new Mangler(fault, secrets);
        Thread.ofVirtual()
                .name("faulty-forward")
                .start(() -> {
                    try {
                        forwarding.forward(
                                new BufferedInputStream(from.getInputStream()),
                                to.getOutputStream(),
                                mangler);
                        to.shutdownOutput();
                    } catch (IOException e) {
                        Net.cut(to);
                    }
                });
    }

    private void forwardOwnPort(InputStream in, OutputStream out, Mangler mangler)
            throws IOException {
        TcpClient.FRAMING.forward(in, out, lines -> mangled(lines, mangler));
    }

    private void forwardHttp(InputStream in, OutputStream out, Mangler mangler) throws IOException {
        while (true) {
            HttpAnswer head;
            try {
                head = HttpAnswer.readHead(in);
            } catch (EOFException e) {
                return;
            }
            Framing framing = KitTransport.framingAfter(head);
            if (framing != null) {
                out.write(head.head());
                framing.forward(in, out, lines -> mangled(lines, mangler));
                return;
            }
            HttpAnswer answer = head.withBody(in);
            out.write(answer.bytes(mangledBody(answer.text(), mangler)));
        }
    }

    private static String mangled(String lines, Mangler mangler) {
        return mangler.mangle(lines.lines().map(Json::parse).toList()).stream()
                .map(Json::toString)
                .collect(Collectors.joining("\n"));
    }

    /// The body of a poll with other events; any other body as it is.
    private static String mangledBody(String body, Mangler mangler) {
        if (!body.startsWith("{")) {
            return body;
        }
        ObjectNode poll = Json.parse(body).node();
        if (!(poll.path("events") instanceof ArrayNode) || poll.has("type")) {
            return body;
        }
        ArrayNode events = Json.MAPPER.createArrayNode();
        mangler.mangle(new Json(poll).list("events")).forEach(event -> events.add(event.node()));
        return poll.set("events", events).toString();
    }

    @Override
    public URI http() {
        return URI.create("http://127.0.0.1:" + http.getLocalPort());
    }

    @Override
    public InetSocketAddress tcp() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort());
    }

    @Override
    public String key() {
        return lab.key();
    }

    @Override
    public void close() {
        try (http;
                tcp) {
            sockets.forEach(Net::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lab.close();
        }
    }
}
