package dev.wirelab.core.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimelineTest {
    private final AddressIndex one = Entries.index();
    private final AddressIndex two = Entries.index();

    @Test
    void retainsSoManyEvents() {
        EventStore timeline = new EventStore(3, Long.MAX_VALUE);
        for (int place = 1; place <= 3; place++) {
            timeline.add(Entries.at(place));
        }
        assertThat(timeline.evicted()).isZero();
        timeline.add(Entries.at(7));
        timeline.add(Entries.at(9));
        assertThat(timeline.evicted()).isEqualTo(2);
        assertThat(timeline.after(0).stream().map(RetainedEvent::place))
                .containsExactly(3L, 7L, 9L);
        assertThat(timeline.after(3).stream().map(RetainedEvent::place)).containsExactly(7L, 9L);
        assertThat(timeline.after(8).stream().map(RetainedEvent::place)).containsExactly(9L);
        assertThat(timeline.after(9)).isEmpty();
    }

    @Test
    void retainsSoManyBytes() {
        RetainedEvent light = Entries.at(1);
        EventStore timeline = new EventStore(1_000, 3L * light.weight());
        timeline.add(light);
        timeline.add(Entries.at(2));
        timeline.add(Entries.at(3));
        assertThat(timeline.evicted()).isZero();
        timeline.add(Entries.message(4, Entries.ANN, "m".repeat(light.weight() / 2)));
        assertThat(timeline.evicted()).isEqualTo(2);
    }

    @Test
    void theNewestStaysHoweverHeavy() {
        EventStore timeline = new EventStore(1_000, 300);
        timeline.add(Entries.at(1));
        timeline.add(Entries.message(2, Entries.ANN, "x".repeat(4096)));
        assertThat(timeline.after(0).stream().map(RetainedEvent::place)).containsExactly(2L);
        timeline.add(Entries.at(3));
        assertThat(timeline.after(0).stream().map(RetainedEvent::place)).containsExactly(3L);
    }

    @Test
    void eachAddressKnowsItsOwnLastEvictedPlace() {
        EventStore timeline = new EventStore(2, Long.MAX_VALUE);
        timeline.add(Entries.message(1, Entries.ANN, "a", one));
        timeline.add(Entries.message(2, Entries.ANN, "b", two));
        timeline.add(Entries.message(3, Entries.ANN, "c", one, two));
        timeline.add(Entries.message(4, Entries.ANN, "d"));
        assertThat(one.evicted().place()).isEqualTo(1);
        assertThat(two.evicted().place()).isEqualTo(2);
        assertThat(one.entries().size()).isEqualTo(1);
        assertThat(two.newest().place()).isEqualTo(3);
        timeline.add(Entries.message(5, Entries.ANN, "e"));
        assertThat(one.evicted().place()).isEqualTo(3);
        assertThat(two.evicted().place()).isEqualTo(3);
        assertThat(one.entries().size()).isZero();
    }

    @Test
    void theNewestByAnotherIsKnownWhoeverAsks() {
        LatestPosition newest = new LatestPosition();
        assertThat(newest.placeFor(Entries.ANN, false)).isZero();
        newest.add(Entries.message(1, Entries.ANN, "x"));
        assertThat(newest.placeFor(Entries.ANN, false)).isZero();
        assertThat(newest.placeFor(Entries.ANN, true)).isEqualTo(1);
        newest.add(Entries.message(2, Entries.BOB, "x"));
        newest.add(Entries.message(3, Entries.BOB, "x"));
        newest.add(Entries.message(4, Entries.ANN, "x"));
        newest.add(Entries.message(5, Entries.ANN, "x"));
        assertThat(newest.placeFor(Entries.ANN, false)).isEqualTo(3);
        assertThat(newest.placeFor(Entries.BOB, false)).isEqualTo(5);
        newest.add(Entries.joined(6, Entries.ANN));
        assertThat(newest.placeFor(Entries.ANN, false)).isEqualTo(6);
        newest.add(Entries.message(7, Entries.ANN, "x"));
        assertThat(newest.placeFor(Entries.ANN, false)).isEqualTo(6);
        assertThat(newest.place()).isEqualTo(7);
    }
}
