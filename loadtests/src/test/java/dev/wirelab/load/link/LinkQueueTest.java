package dev.wirelab.load.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The model of a link by itself: its only clock is the one that is passed in.
final class LinkQueueTest {
    private static final int PACKET = 1_000;

    @Test
    void aPacketLeavesAfterTheDelay() throws LinkException {
        LinkQueue queue = queue("rtt=80ms");

        assertThat(queue.enter(millis(5), PACKET)).isEqualTo(millis(45));
    }

    @Test
    void packetsLeaveAtTheRateAndOverflowTheQueue() throws LinkException {
        LinkQueue queue = queue("rate=1mbit,queue=4kb");
        List<Long> due = enter(queue, 10, 0);

        assertThat(due.subList(0, 5))
                .containsExactly(millis(8), millis(16), millis(24), millis(32), millis(40));
        assertThat(due.subList(5, 10)).containsOnly(LinkQueue.OVERFLOW);
        assertThat(queue.backlogNanos(millis(16))).isEqualTo(millis(24));
    }

    @Test
    void jitterKeepsTheOrder() throws LinkException {
        List<Long> due = enter(queue("rtt=80ms,jitter=20ms"), 1_000, millis(1));

        assertThat(due).isSorted();
        for (int i = 0; i < due.size(); i++) {
            assertThat(due.get(i) - i * millis(1)).isBetween(millis(20), millis(60));
        }
    }

    @Test
    void reorderedPacketsAreOvertaken() throws LinkException {
        List<Long> due = enter(queue("rtt=80ms,reorder=10%"), 1_000, millis(1));

        long late = 0;
        for (int i = 0; i < due.size(); i++) {
            late += due.get(i) > i * millis(1) + millis(40) ? 1 : 0;
        }
        assertThat(late).isBetween(60L, 140L);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void asManyPacketsAreLostAsAskedInBurstsOfThatLength(int burst) throws LinkException {
        List<Long> due = enter(queue("loss=5%,burst=" + burst), 100_000, millis(1));

        long lost = due.stream().filter(each -> each == LinkQueue.LOST).count();
        long bursts = 0;
        for (int i = 0; i < due.size(); i++) {
            boolean first = i == 0 || due.get(i - 1) != LinkQueue.LOST;
            bursts += first && due.get(i) == LinkQueue.LOST ? 1 : 0;
        }
        assertThat(lost / 100_000.0).isCloseTo(0.05, within(0.01));
        assertThat((double) lost / bursts).isCloseTo(burst, within(0.15 * burst));
    }

    @Test
    void nothingLeavesWhileTheLinkStalls() throws LinkException {
        LinkQueue queue = queue("stall=2s/10s");

        assertThat(queue.enter(millis(9_999), PACKET)).isEqualTo(millis(9_999));
        assertThat(queue.enter(millis(10_500), PACKET)).isEqualTo(millis(12_000));
        assertThat(queue.enter(millis(12_001), PACKET)).isEqualTo(millis(12_001));
    }

    @Test
    void theSameSeedGivesTheSameLosses() throws LinkException {
        String link = "rtt=10ms,jitter=5ms,loss=3%";

        assertThat(enter(queue(link), 500, millis(1)))
                .isEqualTo(enter(queue(link), 500, millis(1)));
        assertThat(enter(queue(link + ",seed=2"), 500, millis(1)))
                .isNotEqualTo(enter(queue(link), 500, millis(1)));
    }

    private static LinkQueue queue(String link) throws LinkException {
        return new LinkQueue(LinkParser.parse(link), true, 0);
    }

    private static List<Long> enter(LinkQueue queue, int packets, long spacing) {
        List<Long> due = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            due.add(queue.enter(i * spacing, PACKET));
        }
        return due;
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
