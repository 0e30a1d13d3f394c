package dev.wirelab.transports.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.meter.Faults;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The threads of the TCP port outlive an exception that nobody expected.
@Timeout(30)
final class TcpThreadsTest {
    @Test
    void aLoopServesOnAfterATaskThatThrows() throws Exception {
        try (Chat chat = new Chat(ChatOptions.DEFAULTS, InstantSource.system());
                TcpLoop loop = new TcpLoop(chat, "tcp-test")) {
            loop.execute(() -> {
                throw new IllegalStateException("thrown by the test");
            });
            loop.execute(() -> {
                throw new StackOverflowError("thrown by the test");
            });
            CountDownLatch later = new CountDownLatch(1);
            loop.execute(later::countDown);
            assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(chat.faults().snapshot()).containsEntry("tcp-test", 2L);
        }
    }

    @Test
    void theAcceptorAcceptsOnAfterAConnectionThatThrows() throws Exception {
        Faults faults = new Faults();
        AtomicInteger accepted = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        try (ServerSocketChannel port = ServerSocketChannel.open()) {
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TcpAcceptor acceptor =
                    new TcpAcceptor(
                            port,
                            socket -> {
                                socket.close();
                                if (accepted.incrementAndGet() == 1) {
                                    throw new UnsupportedOperationException("by the test");
                                }
                                second.countDown();
                            },
                            faults);
            Thread thread = Thread.ofVirtual().start(acceptor);
            for (int i = 0; i < 2; i++) {
                new Socket(InetAddress.getLoopbackAddress(), port.socket().getLocalPort()).close();
            }
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(faults.snapshot()).containsEntry("accepting TCP connections", 1L);
            port.socket().close();
            thread.join();
        }
    }
}
