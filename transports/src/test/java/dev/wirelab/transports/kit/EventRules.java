package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Events: each once, in one order, to everyone to whom it is due.
interface EventRules extends Staged {

    @Test
    @Rule("E1")
    default void helloHasTheUserAndTheCursor() {
        needsStream();
        TransportClient alice = scene().enter("alice");
        assertThat(alice.cursor()).isNotEmpty();
        alice.say("#lobby", "hi");
        TransportClient again = scene().connect(alice.session(), alice.cursor());
        assertThat(again.cursor()).isEqualTo(alice.cursor());
        again.hears("hi");
    }

    @Test
    @Rule("E2")
    default void aMessageHasSenderAddressTextAndTime() {
        TransportClient alice = scene().enter("alice");
        long before = System.currentTimeMillis();
        alice.say("#lobby", "hi");
        long after = System.currentTimeMillis();
        Json message = alice.hears("hi");
        assertThat(message.string("from")).isEqualTo(alice.user());
        assertThat(message.string("to")).isEqualTo("#lobby");
        assertThat(message.number("at")).isBetween(before, after);
        assertThat(message.cursor()).isNotEmpty();
    }

    @Test
    @Rule({"E3", "E4"})
    default void everyMessageOfABurstArrivesOnceAndInOrder() {
        TransportClient alice = scene().enter("alice", KitTransport.TCP);
        TransportClient bob = scene().enter("bob");
        String group = scene().group("burst");
        alice.join(group);
        bob.join(group);
        bob.sees("joined", bob);
        for (int i = 0; i < 1_000; i++) {
            alice.send(Json.say(group, "n" + i));
        }
        for (int i = 0; i < 1_000; i++) {
            bob.hears("n" + i);
        }
    }

    @Test
    @Rule("E3")
    default void allReadersSeeTheMessagesOfManyWritersInOneOrder() {
        String group = scene().group("order");
        List<TransportClient> writers = new ArrayList<>();
        for (KitTransport wire : KitTransport.values()) {
            writers.add(scene().enter("writer", wire));
        }
        writers.forEach(writer -> writer.join(group));
        TransportClient first = scene().enter("first");
        TransportClient second = scene().enter("second", KitTransport.TCP);
        first.join(group);
        second.join(group);
        List<Thread> writing =
                writers.stream()
                        .map(writer -> Thread.ofVirtual().start(() -> write(writer, group)))
                        .toList();
        List<Json> seen = read(first);
        assertThat(read(second)).isEqualTo(seen);
        for (TransportClient writer : writers) {
            assertThat(seen)
                    .filteredOn(message -> message.string("from").equals(writer.user()))
                    .extracting(message -> message.string("text"))
                    .isEqualTo(numbers());
        }
        writing.forEach(EventRules::join);
    }

    private static void write(TransportClient writer, String group) {
        numbers().forEach(text -> writer.say(group, text));
    }

    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            numbers.add("n" + i);
        }
        return numbers;
    }

    private static List<Json> read(TransportClient reader) {
        List<Json> seen = new ArrayList<>();
        while (seen.size() < 50 * KitTransport.values().length) {
            Json event = reader.next();
            if (event.isType("message")) {
                seen.add(event);
            }
        }
        return seen;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    @Rule("E7")
    default void joiningAndLeavingIsPublishedToAllMembersAndTheUser() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.join(group);
        bob.join(group);
        bob.leave(group);
        bob.say("#lobby", "the fence");
        alice.sees("joined", alice);
        assertThat(alice.sees("joined", bob).string("to")).isEqualTo(group);
        assertThat(alice.sees("left", bob).string("to")).isEqualTo(group);
        alice.hears("the fence");
        bob.sees("joined", bob);
        bob.sees("left", bob);
        bob.hears("the fence");
    }

    @Tag("slow")
    @Test
    @Rule("E7")
    default void aLargeGroupDoesNotPublishJoinsAndLeaves() {
        String group = scene().group("crowd");
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        alice.sees("joined", alice);
        for (int i = 0; i < 99; i++) {
            TransportClient each = scene().enter("c", KitTransport.TCP);
            each.join(group);
            alice.sees("joined", each);
        }
        TransportClient one = scene().enter("one-too-many", KitTransport.TCP);
        one.join(group);
        alice.say(group, "a hundred and one");
        alice.hears("a hundred and one");
        one.leave(group);
        alice.say(group, "the fence");
        one.hears("a hundred and one");
        Json event = alice.next();
        // The one who leaves makes the group small again, so that its leaving may be told.
        event = event.isType("left") ? alice.next() : event;
        assertThat(event.string("text")).isEqualTo("the fence");
    }

    @Test
    @Rule("E11")
    default void aReaderWithoutPendingEventsGetsANewCursor() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob", KitTransport.TCP);
        TransportClient carol = scene().enter("carol", KitTransport.TCP);
        String group = scene().group("busy");
        bob.join(group);
        carol.join(group);
        for (int i = 0; i < 1_100; i++) {
            bob.send(Json.say(group, "n" + i));
        }
        bob.ping();
        String moved;
        if (wire().isStream()) {
            Json event = alice.event();
            assertThat(event.type()).isEqualTo("cursor");
            moved = event.cursor();
        } else {
            TransportClient later = scene().connect(alice.session(), alice.cursor());
            later.say(later.address(), "to have a cursor");
            moved = later.hears("to have a cursor").cursor();
        }
        assertThat(moved).isNotEqualTo(alice.cursor().isEmpty() ? null : "0");
        bob.say(alice.address(), "after all that");
        scene().connect(alice.session(), moved).hears("after all that");
    }
}
