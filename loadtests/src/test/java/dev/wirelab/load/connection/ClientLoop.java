package dev.wirelab.load.connection;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An event loop with one [Connection] on it, as a virtual user has it.
final class ClientLoop implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(10);

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Connection connection;

    ClientLoop(Framing framing) {
        connection = new Connection(framing, message -> messages.add(message.text()));
    }

    /// Counts the bytes of its socket; to be called before it is opened.
    void counted(ClientTraffic traffic) {
        connection.counted(traffic);
    }

    /// Opens the connection.
    ///
    /// @return "open", or why it did not
    String open(int port, @Nullable SslContext tls, Duration limit) throws Exception {
        CompletableFuture<String> opened = new CompletableFuture<>();
        Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);
        loop.execute(() ->
                connection.open(
                        loop,
                        bootstrap,
                        "127.0.0.1",
                        port,
                        tls,
                        limit,
                        null,
                        (_, problem) -> opened.complete(problem == null ? "open" : problem)));
        return opened.get(20, TimeUnit.SECONDS);
    }

    String open(int port) throws Exception {
        return open(port, null, LIMIT);
    }

    /// Writes a text.
    ///
    /// @return "sent", or why it was not
    String send(String text) throws Exception {
        return loop.submit(
                        () -> {
                            String problem = connection.send(text);
                            return problem == null ? "sent" : problem;
                        })
                .get(10, TimeUnit.SECONDS);
    }

    /// Writes a text and waits for the next message.
    ///
    /// @return its status and text, or what went wrong
    String exchange(String text) throws Exception {
        return exchange(() -> connection.send(text));
    }

    /// The same with a request.
    String exchange(Request request) throws Exception {
        return exchange(() -> connection.send(request));
    }

    private String exchange(Runnable send) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        loop.execute(() -> {
            connection.await(
                    _ -> true,
                    LIMIT,
                    (message, problem) ->
                            answer.complete(
                                    message == null
                                            ? String.valueOf(problem)
                                            : message.status() + " " + message.text()));
            send.run();
        });
        return answer.get(20, TimeUnit.SECONDS);
    }

    /// A stream on this connection, which is one of HTTP/2.
    Stream stream(Framing framing) throws Exception {
        Stream stream = new Stream(framing);
        loop.submit(() ->
                        stream.own.open(
                                connection,
                                LIMIT,
                                null,
                                (_, problem) ->
                                        stream.opened.complete(problem == null ? "open" : problem)))
                .get(10, TimeUnit.SECONDS);
        return stream;
    }

    /// A [Connection] that shares the socket of the loop's.
    final class Stream implements AutoCloseable {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final CompletableFuture<String> opened = new CompletableFuture<>();
        private final Connection own;

        private Stream(Framing framing) {
            own = new Connection(framing, message -> received.add(message.text()));
        }

        /// Waits until it is open.
        ///
        /// @return "open", or why it is not
        String opened() throws Exception {
            return opened.get(20, TimeUnit.SECONDS);
        }

        /// The next messages in their order.
        List<String> messages(int count) throws InterruptedException {
            return take(received, count);
        }

        @Override
        public void close() {
            loop.execute(own::close);
        }
    }

    private static List<String> take(BlockingQueue<String> queue, int count)
            throws InterruptedException {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(queue.poll(10, TimeUnit.SECONDS));
        }
        return taken;
    }

    /// Waits for the end of the connection.
    ///
    /// @return its reason
    String awaitEnd() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        loop.execute(() ->
                connection.await(
                        _ -> false,
                        LIMIT,
                        (_, problem) -> ended.complete(String.valueOf(problem))));
        return ended.get(20, TimeUnit.SECONDS);
    }

    /// The next messages in their order.
    List<String> messages(int count) throws InterruptedException {
        return take(messages, count);
    }

    /// The number of messages that have arrived and were not taken.
    int pending() {
        return messages.size();
    }

    void closeConnection() {
        loop.execute(connection::close);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
