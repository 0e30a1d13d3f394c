package dev.wirelab.load.survive.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.link.proxy.Stage;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A middlebox before several nodes.
@Timeout(30)
final class MiddleboxTest {
    /// Answers each connection with its name.
    private record Node(ServerSocket listener, char name) implements AutoCloseable {
        static Node start(char name) throws IOException {
            Node node = new Node(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), name);
            Thread.ofVirtual().start(node::serve);
            return node;
        }

        private void serve() {
            while (!listener.isClosed()) {
                try (Socket socket = listener.accept()) {
                    socket.getOutputStream().write(name);
                } catch (IOException e) {
                    // It was closed.
                }
            }
        }

        Target target() {
            int port = listener.getLocalPort();
            return new Target(
                    "http://127.0.0.1:" + port,
                    Map.of("lines", new Target.Endpoint("127.0.0.1", port)));
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    /// The name of the node that a connection has come to, or -1.
    private static int connect(Middlebox box) {
        return connect(URI.create(box.entrance().http()).getPort());
    }

    private static int connect(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    private static List<Integer> connect(Middlebox box, int times) {
        return Stream.generate(() -> connect(box)).limit(times).toList();
    }

    /// A thread that waits for a connection may take one more after the close.
    private static void awaitRefusal(Node node) {
        int port = node.listener().getLocalPort();
        while (connect(port) != -1) {
            Thread.onSpinWait();
        }
    }

    @Test
    void thePortsHaveTheirTurnsTogether() throws IOException {
        try (Node a = Node.start('a');
                Node b = Node.start('b');
                Middlebox box = new Middlebox(a.target(), () -> Stage.TRANSPARENT)) {
            box.forwardTo(List.of(a.target(), b.target()));
            int first = connect(box);
            assertThat(connect(box.entrance().endpoint("lines").port()))
                    .isEqualTo(first == 'a' ? 'b' : 'a');
            assertThat(connect(box)).isEqualTo(first);
        }
    }

    @Test
    void connectionsGoToTheNodesInTurnAndPastThoseThatAreDown() throws IOException {
        try (Node a = Node.start('a');
                Node b = Node.start('b');
                Middlebox box = new Middlebox(a.target(), () -> Stage.TRANSPARENT)) {
            box.forwardTo(List.of(a.target(), b.target()));
            assertThat(connect(box, 4)).filteredOn(name -> name == 'a').hasSize(2);
            a.listener().close();
            awaitRefusal(a);
            assertThat(connect(box, 4)).containsOnly((int) 'b');
            box.forwardTo(List.of());
            assertThat(connect(box)).isEqualTo(-1);
            box.forwardTo(b.target());
            assertThat(connect(box)).isEqualTo('b');
        }
    }
}
