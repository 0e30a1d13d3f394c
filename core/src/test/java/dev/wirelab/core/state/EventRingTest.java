package dev.wirelab.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing();

    @Test
    void holdsWhatAListWouldHold() {
        Random random = new Random(7);
        List<RetainedEvent> list = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < 20_000; i++) {
            // Grows to thousands, shrinks to nothing, again and again.
            boolean grow = random.nextInt(10) < (i / 3_000 % 2 == 0 ? 8 : 2);
            if (grow) {
                offset += 1 + random.nextInt(3);
                RetainedEvent event = SampleEvents.at(offset);
                ring.add(event);
                list.addLast(event);
            } else if (!list.isEmpty()) {
                assertThat(ring.removeFirst()).isSameAs(list.removeFirst());
            }
            assertThat(ring.size()).isEqualTo(list.size());
            assertThat(ring.lastOffset()).isEqualTo(list.isEmpty() ? 0 : list.getLast().offset());
            if (!list.isEmpty()) {
                int any = random.nextInt(list.size());
                assertThat(ring.get(any)).isSameAs(list.get(any));
                long after = list.getFirst().offset() - 2 + random.nextInt(2 * list.size() + 4);
                assertThat(ring.firstAfter(after))
                        .isEqualTo((int) list.stream().filter(e -> e.offset() <= after).count());
            }
        }
    }

    @Test
    void findsNothingInNothing() {
        assertThat(ring.firstAfter(0)).isZero();
        assertThat(ring.lastOffset()).isZero();
        assertThatThrownBy(() -> ring.get(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(ring::removeFirst).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void doesNotReachBehindItsEnd() {
        for (int offset = 1; offset <= 8; offset++) {
            ring.add(SampleEvents.at(offset));
        }
        assertThatThrownBy(() -> ring.get(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ring.firstAfter(Long.MAX_VALUE)).isEqualTo(8);
    }
}
