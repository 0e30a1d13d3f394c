package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The answers to questions: which groups, who is there, what was said.
interface AnswerRules extends Staged {

    private static Json users(String group) {
        return Json.of("users").with("to", group);
    }

    private static Json history(String address) {
        return Json.of("history").with("to", address);
    }

    @Test
    @Rule("C11")
    default void groupsAreListedWithTheLobbyFirst() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        String first = scene().group("Aa");
        String second = scene().group("zz");
        bob.join(second);
        bob.join(first);
        alice.join(second);
        List<Json> groups = alice.ask(Json.of("groups")).list("groups");
        assertThat(groups.getFirst().string("name")).isEqualTo("#lobby");
        assertThat(groups.getFirst().flag("member")).isTrue();
        assertThat(groups.getFirst().number("count")).isGreaterThanOrEqualTo(2);
        List<String> rest = groups.stream().skip(1).map(group -> group.string("name")).toList();
        assertThat(rest).contains(first, second).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
        for (Json group : groups) {
            if (group.string("name").equals(first)) {
                assertThat(group.number("count") + " " + group.flag("member")).isEqualTo("1 false");
            }
            if (group.string("name").equals(second)) {
                assertThat(group.number("count") + " " + group.flag("member")).isEqualTo("2 true");
            }
        }
    }

    @Test
    @Rule({"C12", "S1", "S20"})
    default void usersAreListedByNameWithTheirAvatars() {
        String group = scene().group("java");
        String name = scene().name("Bea");
        HttpAnswer opened =
                Session.post(
                        scene().lab().http(), "{\"user\":\"" + name + "\",\"avatar\":\"fox\"}");
        TransportClient fox = scene().connect(scene().ending(Session.of(opened)), null);
        TransportClient zed = scene().enter("zed");
        TransportClient alice = scene().enter("alice");
        for (TransportClient each : List.of(zed, fox, alice)) {
            each.join(group);
        }
        Json answer = alice.ask(users(group));
        assertThat(answer.type() + answer.string("to")).isEqualTo("users" + group);
        assertThat(answer.number("count")).isEqualTo(3);
        assertThat(answer.flag("more")).isFalse();
        List<Json> users = answer.list("users");
        assertThat(users)
                .extracting(user -> user.string("name"))
                .containsExactly(alice.user(), fox.user(), zed.user());
        assertThat(users.get(0).has("avatar")).isFalse();
        assertThat(users.get(1).string("avatar")).isEqualTo("fox");
    }

    @Test
    @Rule("C12")
    default void usersWithoutAnAddressAreThoseOfTheLobby() {
        TransportClient alice = scene().enter("alice");
        Json answer = alice.ask(Json.of("users"));
        assertThat(answer.string("to")).isEqualTo("#lobby");
        assertThat(answer.list("users")).extracting(u -> u.string("name")).contains(alice.user());
    }

    @Tag("slow")
    @Test
    @Rule("C13")
    default void aLongListOfUsersIsCutAndItsCountIsTrue() {
        String group = scene().group("crowd");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 201; i++) {
            TransportClient each = scene().enter("c");
            each.join(group);
            names.add(each.user());
        }
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        names.add(alice.user());
        Json answer = alice.ask(users(group));
        assertThat(answer.number("count")).isEqualTo(202);
        assertThat(answer.flag("more")).isTrue();
        names.sort(Comparator.naturalOrder());
        assertThat(answer.list("users"))
                .extracting(user -> user.string("name"))
                .isEqualTo(names.subList(0, 200));
    }

    @Test
    @Rule({"C14", "P13"})
    default void aSubscriberGetsTheLatestListWhenItChanges() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        assertThat(alice.ask(users(group).with("watch", true)).number("count")).isEqualTo(1);
        List<TransportClient> others =
                IntStream.range(0, 5).mapToObj(_ -> scene().enter("other")).toList();
        others.forEach(other -> other.join(group));
        Json changed = awaitUsers(alice, 6);
        assertThat(changed.string("to")).isEqualTo(group);
        assertThat(changed.has("id")).as("an id in %s", changed).isFalse();
        assertThat(changed.has("cursor")).as("a cursor in %s", changed).isFalse();
        others.getFirst().leave(group);
        awaitUsers(alice, 5);
    }

    /// Waits for a list of this many users, and checks that it took few lists.
    private Json awaitUsers(TransportClient watcher, int count) {
        long begin = System.nanoTime();
        for (int lists = 1; ; lists++) {
            Json event = watcher.event();
            while (!event.isType("users")) {
                event = watcher.event();
            }
            long seconds = (System.nanoTime() - begin) / 1_000_000_000L;
            assertThat(lists)
                    .as("lists within %s s", seconds)
                    .isLessThanOrEqualTo((int) seconds + 2);
            if (event.number("count") == count) {
                return event;
            }
        }
    }

    @Test
    @Rule("C14")
    default void aSubscriptionEndsWhenItIsCancelled() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        TransportClient still = scene().enter("still");
        for (TransportClient each : List.of(alice, still)) {
            each.join(group);
            each.ask(users(group).with("watch", true));
        }
        bob.join(group);
        awaitUsers(alice, 3);
        awaitUsers(still, 3);
        alice.ask(users(group).with("watch", false));
        bob.leave(group);
        awaitUsers(still, 2);
        bob.say(alice.address(), "the fence");
        Json event = alice.event();
        while (!event.isType("message")) {
            assertThat(event.type()).as("%s", event).isNotEqualTo("users");
            event = alice.event();
        }
    }

    @Test
    @Rule("C15")
    default void historyIsTheLatestEventsOldestFirst() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        for (int i = 0; i < 60; i++) {
            alice.say(group, "n" + i);
        }
        Json newest = alice.ask(history(group));
        assertThat(newest.type() + newest.string("to")).isEqualTo("history" + group);
        assertThat(newest.flag("more")).isTrue();
        assertThat(texts(newest)).isEqualTo(numbers(10, 60));
        String before = newest.list("events").getFirst().cursor();
        Json older = alice.ask(history(group).with("before", before).with("max", 4));
        assertThat(texts(older)).isEqualTo(numbers(6, 10));
        assertThat(older.flag("more")).isTrue();
        Json oldest =
                alice.ask(
                        history(group)
                                .with("before", older.list("events").getFirst().cursor())
                                .with("max", 200));
        assertThat(oldest.flag("more")).isFalse();
        assertThat(oldest.list("events").getFirst().type()).isEqualTo("joined");
        assertThat(oldest.list("events")).hasSize(7);
        Json asRead = alice.sees("joined", alice);
        assertThat(oldest.list("events").getFirst()).isEqualTo(asRead);
    }

    @Test
    @Rule("C15")
    default void historyIsCutAt64KiB() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        for (int i = 0; i < 40; i++) {
            alice.say(group, i + "a".repeat(4_000));
        }
        Json cut = alice.ask(history(group).with("max", 200));
        assertThat(cut.flag("more")).isTrue();
        assertThat(Net.utf8(cut.toString()).length).isBetween(48 * 1024, 65 * 1024);
        assertThat(cut.list("events").getLast().string("text")).startsWith("39");
    }

    @Test
    @Rule({"C15", "A9"})
    default void historyShowsNothingThatOneCouldNotSee() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        alice.join(group);
        alice.say(group, "before bob");
        bob.join(group);
        alice.say(group, "with bob");
        Json answer = bob.ask(history(group));
        assertThat(answer.list("events"))
                .extracting(Json::type)
                .containsExactly("joined", "message");
        assertThat(answer.flag("more")).isFalse();
    }

    @Test
    @Rule("C16")
    default void historyOfAPersonIsWhatBothSaidToEachOther() {
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        TransportClient eve = scene().enter("eve");
        alice.say(bob.address(), "one");
        bob.say(alice.address(), "two");
        eve.say(alice.address(), "between eve and alice");
        alice.say("#lobby", "for all");
        assertThat(texts(alice.ask(history(bob.address())))).containsExactly("one", "two");
        assertThat(texts(bob.ask(history(alice.address())))).containsExactly("one", "two");
        assertThat(texts(eve.ask(history(bob.address())))).isEmpty();
    }

    private static List<String> texts(Json history) {
        return history.list("events").stream().map(event -> event.string("text")).toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "n" + i).toList();
    }
}
