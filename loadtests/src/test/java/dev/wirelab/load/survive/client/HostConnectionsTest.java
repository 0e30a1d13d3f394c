package dev.wirelab.load.survive.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class HostConnectionsTest {
    private final EventLoop loop = new DefaultEventLoop();
    private final HostConnections host = new HostConnections(2);
    private final List<String> granted = new ArrayList<>();

    @AfterEach
    void close() {
        var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void aRequestBeyondTheLimitIsQueuedUntilAnotherEndsInItsOrder() throws Exception {
        HostConnections.Slot one = take("one");
        take("two");
        take("three");
        take("four");
        assertThat(granted()).containsExactly("one", "two");
        release(one);
        release(one);
        assertThat(granted()).containsExactly("one", "two", "three");
    }

    @Test
    void aQueuedRequestThatIsGivenUpTakesNoPlace() throws Exception {
        HostConnections.Slot one = take("one");
        HostConnections.Slot two = take("two");
        release(take("three"));
        take("four");
        release(one);
        release(two);
        take("five");
        take("six");
        assertThat(granted()).containsExactly("one", "two", "four", "five");
    }

    private HostConnections.Slot take(String name) throws Exception {
        return loop.submit(() -> host.take(loop, () -> granted.add(name))).get();
    }

    private void release(HostConnections.Slot slot) throws Exception {
        loop.submit(slot::release).get();
    }

    /// After all that is pending on the loop.
    private List<String> granted() throws Exception {
        return loop.submit(() -> List.copyOf(granted)).get();
    }
}
