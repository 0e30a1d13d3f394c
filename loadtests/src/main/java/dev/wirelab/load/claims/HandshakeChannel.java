package dev.wirelab.load.claims;

import dev.wirelab.load.wire.EventReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// Whether the handshake opens a connection: HTTP is spoken on a connection, then it is upgraded,
/// and both sides' connections are counted before and after, by the client, by the lab and by the
/// kernel.
final class HandshakeChannel implements Claim {
    @Override
    public Statement statement() {
        return new Statement(
                "handshake-channel",
                "The WebSocket handshake opens a TCP channel of its own beside the HTTP connection.",
                "Told in tutorials and interviews without a first source; against it RFC 6455 §1.3"
                        + " and §4.2.2, 2011");
    }

    @Override
    public Duration about() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Finding test(Bench bench) throws IOException {
        bench.tell("one connection, HTTP before and WebSocket after");
        Guest guest = bench.guest();
        try (HttpWire http = new HttpWire(bench.http());
                Speaker speaker = bench.speaker()) {
            int port = http.wire().localPort();
            for (int i = 0; i < 3; i++) {
                EventReader.poll(http.get("/poll/short", guest.bearer()).body());
            }
            long before = bench.meters().connectionsOpen();
            OptionalInt allBefore = established(bench);
            OptionalInt kernelBefore = established(bench, port);
            WebSocketFeed socket = new WebSocketFeed(http, guest);
            speaker.say(guest.address(), Texts.of(64));
            boolean delivered = !socket.take().texts().isEmpty();
            long opened = bench.meters().connectionsOpen() - before;
            OptionalInt allAfter = established(bench);
            OptionalInt kernelAfter = established(bench, port);
            bench.keep("upgrade-request", socket.handshake().request());
            bench.keep("upgrade-answer", socket.handshake().head());
            boolean samePort = socket.wire().localPort() == port;
            return judge(
                    port,
                    opened,
                    more(allBefore, allAfter),
                    delivered && samePort,
                    kernelBefore,
                    kernelAfter,
                    socket);
        }
    }

    /// The lab's ends of connections from this port.
    private static OptionalInt established(Bench bench, int port) throws IOException {
        return KernelSockets.count(bench.http().getPort(), port, KernelSockets.State.ESTABLISHED);
    }

    /// The lab's ends of all connections to its HTTP port.
    private static OptionalInt established(Bench bench) throws IOException {
        return KernelSockets.count(bench.http().getPort(), KernelSockets.State.ESTABLISHED);
    }

    /// How many more there are, if it is known.
    private static OptionalInt more(OptionalInt before, OptionalInt after) {
        return before.isPresent() && after.isPresent()
                ? OptionalInt.of(after.getAsInt() - before.getAsInt())
                : OptionalInt.empty();
    }

    private static Finding judge(
            int port,
            long opened,
            OptionalInt kernelOpened,
            boolean same,
            OptionalInt kernelBefore,
            OptionalInt kernelAfter,
            WebSocketFeed socket) {
        return new Finding(
                verdict(opened, kernelOpened, same, kernelAfter),
                "",
                ("Three polls, the upgrade and a message went over one connection, from local port %d. The"
                                + " lab had %d more connections after the upgrade than before, the kernel %s; from"
                                + " that port the kernel has %s before it and %s after it. The upgrade itself was"
                                + " %d bytes, its answer %d.")
                        .formatted(
                                port,
                                opened,
                                told(kernelOpened),
                                told(kernelBefore),
                                told(kernelAfter),
                                socket.handshake().request().length(),
                                socket.handshake().head().length()),
                "",
                "101 Switching Protocols means that the bytes that follow on this same connection are of"
                        + " another protocol. What is meant may be a browser: it opens a connection for"
                        + " each WebSocket, since one that carries frames can carry no more requests."
                        + " That is one connection more than polling over the same keep-alive connection"
                        + " as the page, and it is the browser that opens it, before the handshake.",
                List.of(
                        new Figure("more connections after the upgrade", opened, "connections"),
                        new Figure(
                                "more connections by the kernel",
                                number(kernelOpened),
                                "connections"),
                        new Figure("same local port", same ? 1 : 0, "1: yes"),
                        new Figure(
                                "kernel's connections before", number(kernelBefore), "connections"),
                        new Figure(
                                "kernel's connections after", number(kernelAfter), "connections"),
                        new Figure("upgrade", socket.handshake().request().length(), "bytes"),
                        new Figure("answer to it", socket.handshake().head().length(), "bytes")));
    }

    /// @param opened how many more connections the lab has after the upgrade
    /// @param kernelOpened how many more the kernel has, if it tells
    /// @param same whether messages come over the connection that was upgraded
    /// @param kernelAfter connections from that one's port, if the kernel tells
    static Verdict verdict(
            long opened, OptionalInt kernelOpened, boolean same, OptionalInt kernelAfter) {
        if (opened > 0 && kernelOpened.orElse(1) > 0) {
            return Verdict.HOLDS;
        }
        boolean none = opened == 0 && kernelOpened.orElse(0) == 0;
        return none && same && kernelAfter.orElse(1) == 1
                ? Verdict.DOES_NOT_HOLD
                : Verdict.CANNOT_BE_TOLD;
    }

    /// As a figure, which is no number where it is not known.
    private static double number(OptionalInt count) {
        return count.isPresent() ? count.getAsInt() : Double.NaN;
    }

    private static String told(OptionalInt count) {
        return count.isPresent() ? Integer.toString(count.getAsInt()) : "an unknown number";
    }
}
