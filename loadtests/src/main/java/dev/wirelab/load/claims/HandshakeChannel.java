package dev.wirelab.load.claims;

import dev.wirelab.load.client.ClientSession;
import dev.wirelab.load.client.HttpClientConnection;
import dev.wirelab.load.client.RawExchange;
import dev.wirelab.load.client.WebSocketClient;
import dev.wirelab.load.measure.KernelSockets;
import dev.wirelab.load.measure.KernelSockets.State;
import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.time.Duration;

/// Whether the WebSocket handshake opens a connection: one connection carries HTTP requests and is
/// then upgraded, and the connections of the lab are counted before and after, by the client's
/// port, the lab's meters and the kernel.
final class HandshakeChannel {
    static final Claim CLAIM =
            new Claim("handshake-channel", Duration.ofSeconds(1), HandshakeChannel::experiment);

    private HandshakeChannel() {}

    private static Finding experiment(ExperimentContext context) throws IOException {
        context.phase("one connection, first HTTP, then WebSocket");
        ClientSession session = context.session();
        try (HttpClientConnection http = new HttpClientConnection(context.http())) {
            int port = http.socket().localPort();
            for (int i = 0; i < 3; i++) {
                EventReader.poll(http.get("/poll/short", session.bearer()).body());
            }
            double before = context.meters().connectionsOpen();
            double kernelBefore = established(context);
            double portBefore = established(context, port);
            WebSocketClient socket = new WebSocketClient(http, session);
            context.send(session);
            boolean delivered = !socket.next().texts().isEmpty();
            double opened = context.meters().connectionsOpen() - before;
            double kernelOpened = established(context) - kernelBefore;
            double portAfter = established(context, port);
            boolean same = delivered && socket.socket().localPort() == port;
            RawExchange upgrade = socket.handshake();
            context.keep("upgrade-request", upgrade.request());
            context.keep("upgrade-answer", upgrade.head());
            Measurements measured = new Measurements();
            measured.add("more connections after the upgrade", opened, "connections");
            measured.add("more connections by the kernel", kernelOpened, "connections");
            measured.add("same local port", same ? 1 : 0, "1: yes");
            measured.add("kernel's connections before", portBefore, "connections");
            measured.add("kernel's connections after", portAfter, "connections");
            measured.add("upgrade request", upgrade.request().length(), "bytes");
            measured.add("upgrade response", upgrade.head().length(), "bytes");
            measured.word("port", Integer.toString(port));
            return measured.finding(CLAIM, verdict(opened, kernelOpened, same, portAfter));
        }
    }

    /// Open connections to the lab's HTTP port, by the kernel.
    private static double established(ExperimentContext context) throws IOException {
        return KernelSockets.count(State.ESTABLISHED, context.http().getPort());
    }

    /// Those from one port of the client.
    private static double established(ExperimentContext context, int port) throws IOException {
        return KernelSockets.count(State.ESTABLISHED, context.http().getPort(), port);
    }

    /// @param opened how many more connections the lab has after the upgrade
    /// @param kernelOpened how many more the kernel has; NaN if unknown
    /// @param same whether messages arrive over the connection that was upgraded
    /// @param kernelAfter connections of that one's port after the upgrade; NaN if unknown
    static ClaimVerdict verdict(
            double opened, double kernelOpened, boolean same, double kernelAfter) {
        if (opened > 0 && (kernelOpened > 0 || Double.isNaN(kernelOpened))) {
            return ClaimVerdict.HOLDS;
        }
        boolean none = opened == 0 && (kernelOpened == 0 || Double.isNaN(kernelOpened));
        return none && same && (kernelAfter == 1 || Double.isNaN(kernelAfter))
                ? ClaimVerdict.DOES_NOT_HOLD
                : ClaimVerdict.INCONCLUSIVE;
    }
}
