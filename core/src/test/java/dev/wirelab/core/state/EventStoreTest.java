package dev.wirelab.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.Event;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStoreTest {
    private final AddressIndex one = SampleEvents.index();
    private final AddressIndex two = SampleEvents.index();

    @Test
    void retainsAtMostThisManyEvents() {
        EventStore store = new EventStore(new Retention(3, Long.MAX_VALUE));
        for (int offset = 1; offset <= 3; offset++) {
            store.add(SampleEvents.at(offset));
        }
        assertThat(store.evicted()).isZero();
        store.add(SampleEvents.at(7));
        store.add(SampleEvents.at(9));
        assertThat(store.evicted()).isEqualTo(2);
        assertThat(store.after(0).stream().map(RetainedEvent::offset)).containsExactly(3L, 7L, 9L);
        assertThat(store.after(3).stream().map(RetainedEvent::offset)).containsExactly(7L, 9L);
        assertThat(store.after(8).stream().map(RetainedEvent::offset)).containsExactly(9L);
        assertThat(store.after(9)).isEmpty();
    }

    @Test
    void retainsAtMostThisManyBytes() {
        Participant author = new Participant("ann");
        RetainedEvent light = SampleEvents.message(1, author, "m1");
        int authorBytes = new Participant("ann").retain();
        EventStore store = new EventStore(new Retention(1_000, 3L * light.weight() + authorBytes));
        store.add(light);
        store.add(SampleEvents.message(2, author, "m2"));
        store.add(SampleEvents.message(3, author, "m3"));
        assertThat(store.evicted()).isZero();
        store.add(SampleEvents.message(4, author, "m".repeat(light.weight() / 2)));
        assertThat(store.evicted()).isEqualTo(2);
    }

    @Test
    void binaryContentWeighsItsBase64() {
        Content content = new Content.Binary("image/png", null, new byte[30_000]);
        Event.Message message =
                new Event.Message(new Cursor("e", 1), "ann", Address.LOBBY, content, 1);
        RetainedEvent event = new RetainedEvent(message, SampleEvents.ANN, List.of());
        assertThat(event.weight()).isBetween(40_000, 40_400);
        assertThat(event.isBinary()).isTrue();
        assertThat(event.event()).isEqualTo(message);
        EventStore store = new EventStore(new Retention(1_000, 60_000));
        store.add(event);
        store.add(new RetainedEvent(message, SampleEvents.ANN, List.of()));
        assertThat(store.evicted()).isEqualTo(1);
    }

    @Test
    void countsAuthorsAndIndexesWhileAnEventRefersToThem() {
        EventStore store = new EventStore(new Retention(2, Long.MAX_VALUE));
        for (int offset = 1; offset <= 20; offset++) {
            store.add(
                    SampleEvents.message(
                            offset, new Participant("ann"), "m", SampleEvents.index()));
        }
        RetainedEvent event = SampleEvents.message(21, new Participant("bob"), "m");
        long perEvent = store.bytes() / 2;
        assertThat(perEvent).isGreaterThan(event.weight());
        store.add(event);
        store.add(SampleEvents.message(22, event.author(), "m"));
        assertThat(store.bytes()).isEqualTo(2L * event.weight() + new Participant("bob").retain());
    }

    @Test
    void theLatestStaysHoweverHeavy() {
        EventStore store = new EventStore(new Retention(1_000, 300));
        store.add(SampleEvents.at(1));
        store.add(SampleEvents.message(2, SampleEvents.ANN, "x".repeat(4096)));
        assertThat(store.after(0).stream().map(RetainedEvent::offset)).containsExactly(2L);
        store.add(SampleEvents.at(3));
        assertThat(store.after(0).stream().map(RetainedEvent::offset)).containsExactly(3L);
    }

    @Test
    void eachAddressKnowsItsOwnLastEvictedOffset() {
        EventStore store = new EventStore(new Retention(2, Long.MAX_VALUE));
        store.add(SampleEvents.message(1, SampleEvents.ANN, "a", one));
        store.add(SampleEvents.message(2, SampleEvents.ANN, "b", two));
        store.add(SampleEvents.message(3, SampleEvents.ANN, "c", one, two));
        store.add(SampleEvents.message(4, SampleEvents.ANN, "d"));
        assertThat(one.evicted().offset()).isEqualTo(1);
        assertThat(two.evicted().offset()).isEqualTo(2);
        assertThat(one.events().size()).isEqualTo(1);
        assertThat(two.latest().offset()).isEqualTo(3);
        store.add(SampleEvents.message(5, SampleEvents.ANN, "e"));
        assertThat(one.evicted().offset()).isEqualTo(3);
        assertThat(two.evicted().offset()).isEqualTo(3);
        assertThat(one.events().size()).isZero();
    }

    @Test
    void theLatestByAnotherIsKnownForEachParticipant() {
        LatestOffset latest = new LatestOffset();
        assertThat(latest.offsetFor(SampleEvents.ANN, false)).isZero();
        latest.add(SampleEvents.message(1, SampleEvents.ANN, "x"));
        assertThat(latest.offsetFor(SampleEvents.ANN, false)).isZero();
        assertThat(latest.offsetFor(SampleEvents.ANN, true)).isEqualTo(1);
        latest.add(SampleEvents.message(2, SampleEvents.BOB, "x"));
        latest.add(SampleEvents.message(3, SampleEvents.BOB, "x"));
        latest.add(SampleEvents.message(4, SampleEvents.ANN, "x"));
        latest.add(SampleEvents.message(5, SampleEvents.ANN, "x"));
        assertThat(latest.offsetFor(SampleEvents.ANN, false)).isEqualTo(3);
        assertThat(latest.offsetFor(SampleEvents.BOB, false)).isEqualTo(5);
        latest.add(SampleEvents.joined(6, SampleEvents.ANN));
        assertThat(latest.offsetFor(SampleEvents.ANN, false)).isEqualTo(6);
        latest.add(SampleEvents.message(7, SampleEvents.ANN, "x"));
        assertThat(latest.offsetFor(SampleEvents.ANN, false)).isEqualTo(6);
        assertThat(latest.offset()).isEqualTo(7);
    }
}
