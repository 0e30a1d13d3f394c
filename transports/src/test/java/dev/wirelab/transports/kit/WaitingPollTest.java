package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// The socket of a poll that waits: whatever comes on it meanwhile neither answers the poll nor
/// keeps the lab busy, and is not lost. Isolated, since it measures CPU time of threads that the
/// labs of all classes share.
@Timeout(60)
@Isolated
final class WaitingPollTest {
    private static final Duration WHILE = Duration.ofMillis(500);

    @Test
    void aRequestBehindAWaitingPollIsAnsweredAfterIt() {
        try (LabUnderTest lab = Labs.start(LabSettings.defaults());
                Scene scene = new Scene(lab, KitTransport.LONG_POLL);
                HttpConnection connection = new HttpConnection(lab.http())) {
            Session alice = scene.session("alice");
            TransportClient bob = scene.enter("bob");
            Map<String, String> token = alice.authorization();
            String now = connection.get("/poll/short", token).json().cursor();

            connection.send("GET", "/poll/long?after=" + now, token, new byte[0]);
            connection.send("GET", "/poll/short?after=" + now, token, new byte[0]);
            long before = cpuNanos();
            long begin = System.nanoTime();
            Await.until("a while", () -> System.nanoTime() - begin > WHILE.toNanos());
            long busy = cpuNanos() - before;
            assertThat(connection.answered()).isFalse();
            assertThat(Duration.ofNanos(busy)).isLessThan(WHILE.dividedBy(2));

            bob.say("@" + alice.user(), "at last");
            for (int answer = 1; answer <= 2; answer++) {
                assertThat(connection.answer().text()).contains("at last");
            }
        }
    }

    /// CPU time of the threads on which virtual ones run, the selector among them.
    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        ThreadInfo[] carriers =
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(each -> each != null)
                        .filter(each -> each.getThreadName().startsWith("ForkJoinPool-1-worker"))
                        .toArray(ThreadInfo[]::new);
        assertThat(carriers).isNotEmpty();
        return Arrays.stream(carriers)
                .mapToLong(each -> threads.getThreadCpuTime(each.getThreadId()))
                .sum();
    }
}
