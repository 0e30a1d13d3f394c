package dev.wirelab.core.delivery;

import static dev.wirelab.core.chat.TestChat.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.TestChat;
import dev.wirelab.core.chat.TestFormat;
import dev.wirelab.core.chat.TestListener;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who is in a group, asked and watched.
@Timeout(30)
class SubscriptionsTest {
    private static final int MAX = Batch.MAX_BYTES;
    private static final Address.Group G = new Address.Group("g");

    private final TestChat chat = new TestChat();
    private final Session ann = chat.logIn("ann");
    private final Reader reader = chat.open(ann, present());

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void usersAreListedByNameWithTheirAvatars() {
        TestChat.result(chat.chat.logIn("Bob", "fox"));
        chat.logIn("abe");
        Event.UserList list = watch(reader, Address.LOBBY, null);
        assertThat(list)
                .isEqualTo(
                        new Event.UserList(
                                "u1",
                                Address.LOBBY,
                                3,
                                List.of(user("abe", null), user("ann", null), user("Bob", "fox")),
                                false));
    }

    private static Event.UserList.User user(String name, @Nullable String avatar) {
        return new Event.UserList.User(name, avatar);
    }

    @Test
    void aLongListIsCutButItsCountIsTrue() {
        for (int i = 1; i < Event.UserList.LIMIT; i++) {
            chat.logIn("u" + i);
        }
        assertThat(watch(reader, Address.LOBBY, null).more()).isFalse();
        chat.logIn("zoe");
        Event.UserList list = watch(reader, Address.LOBBY, null);
        assertThat(list.count()).isEqualTo(201);
        assertThat(list.users()).hasSize(200).doesNotContain(user("zoe", null));
        assertThat(list.more()).isTrue();
    }

    @Test
    void aSubscriberGetsTheLatestListAtMostOnceASecond() throws InterruptedException {
        watch(reader, Address.LOBBY, true);
        List<Integer> counts = new ArrayList<>();
        long start = System.nanoTime();
        int sessions = 1;
        while (counts.size() < 3) {
            chat.logIn("u" + sessions++);
            for (Event.UserList list : lists(reader.await(MAX, Duration.ofMillis(20)))) {
                counts.add(list.count());
                assertThat(list.id()).isNull();
            }
        }
        assertThat(System.nanoTime() - start)
                .as("three, a second apart")
                .isGreaterThan(1_990_000_000L);
        assertThat(counts).isSorted().doesNotHaveDuplicates();
        int last = counts.getLast();
        while (last < sessions) {
            for (Event.UserList list : lists(reader.await(MAX, TestChat.LONG))) {
                last = list.count();
            }
        }
        assertThat(last).as("the last change is never lost").isEqualTo(sessions);
        assertThat(reader.await(MAX, Duration.ofMillis(1_200)).isEmpty()).as("no change").isTrue();
    }

    @Test
    void aSlowSubscriberGetsOnlyTheLatestList() {
        watch(reader, Address.LOBBY, true);
        Session bob = chat.logIn("bob");
        Reader quick = chat.open(bob, present());
        watch(quick, Address.LOBBY, true);
        chat.logIn("cid");
        awaitCount(quick, 3);
        chat.logIn("dee");
        awaitCount(quick, 4);
        assertThat(lists(reader.read(MAX)))
                .singleElement()
                .satisfies(list -> assertThat(list.count()).isEqualTo(4));
    }

    @Test
    void aSubscriptionEndsByCommandByLeavingAndWithTheConnection() {
        chat.join(ann, "#g");
        Reader other = chat.open(ann, present());
        for (Reader each : List.of(reader, other)) {
            watch(each, Address.LOBBY, true);
            watch(each, G, true);
        }
        GroupAudience lobby = audience(Address.LOBBY);
        GroupAudience group = audience(G);
        assertThat(lobby.subscribers()).hasSize(2);
        watch(reader, Address.LOBBY, false);
        assertThat(lobby.subscribers()).containsExactly(other.subscriptions());
        chat.leave(ann, "#g");
        assertThat(group.subscribers()).isEmpty();
        other.close();
        assertThat(lobby.subscribers()).isEmpty();
        watch(other, Address.LOBBY, true);
        assertThat(lobby.subscribers()).as("its connection is gone").isEmpty();
        watch(reader, Address.LOBBY, true);
        chat.chat.logOut(ann, "bye");
        assertThat(lobby.subscribers()).isEmpty();
    }

    private GroupAudience audience(Address.Group address) {
        return reader.subscriptions().audiences().stream()
                .filter(audience -> audience.group().list(null).to().equals(address))
                .findAny()
                .orElseThrow();
    }

    @Test
    void theSubscriptionOfAPollOutlivesItAndBelongsToItsTransport() {
        Reader poll = chat.poll(ann, present(), new TestListener());
        assertThat(chat.chat.pollSubscriptions(ann, "long-poll")).isSameAs(poll.subscriptions());
        watch(poll, Address.LOBBY, true);
        poll.read(MAX);
        poll.close();
        chat.logIn("bob");
        Reader witness = chat.open(chat.logIn("cid"), present());
        watch(witness, Address.LOBBY, true);
        chat.logIn("dee");
        awaitCount(witness, 4);
        Reader other =
                TestChat.result(
                        chat.chat.open(
                                ann,
                                new ReaderOptions(
                                        "short-poll",
                                        ReaderOptions.Kind.POLL,
                                        present(),
                                        true,
                                        new TestListener())));
        assertThat(other.read(MAX).isEmpty()).isTrue();
        Batch next = chat.poll(ann, present(), new TestListener()).read(MAX);
        assertThat(lists(next)).singleElement().satisfies(l -> assertThat(l.count()).isEqualTo(4));
        assertThat(chat.poll(ann, present(), new TestListener()).read(MAX).isEmpty())
                .as("told once")
                .isTrue();
    }

    @Test
    void aParkedPollIsNotifiedImmediately() throws InterruptedException {
        Reader poll = chat.poll(ann, present(), new TestListener());
        watch(poll, Address.LOBBY, true);
        assertThat(poll.read(MAX).isEmpty()).isTrue();
        chat.logIn("bob");
        assertThat(lists(poll.await(MAX, TestChat.LONG))).hasSize(1);
    }

    @Test
    void theNewsOfManyGroupsAreCutToOneWriteAndNoneIsLost() {
        List<Session> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(chat.logIn("a-rather-long-name-of-a-user-" + i));
        }
        int groups = 150;
        for (int i = 0; i < groups; i++) {
            chat.join(ann, "#g" + i);
            watch(reader, new Address.Group("g" + i), true);
            for (Session session : crowd) {
                chat.join(session, "#g" + i);
            }
        }
        Reader late = chat.open(chat.logIn("late"), present());
        watch(late, Address.LOBBY, true);
        chat.logIn("later");
        awaitCount(late, 23);
        int told = 0;
        int batches = 0;
        for (Batch batch = reader.read(MAX); !batch.isEmpty(); batch = reader.read(MAX)) {
            assertThat(batch.bytes(TestFormat.INSTANCE, ProtocolVersion.V1).length)
                    .isLessThanOrEqualTo(MAX);
            told += lists(batch).size();
            batches++;
        }
        assertThat(told).isEqualTo(groups);
        assertThat(batches).isGreaterThan(2);
    }

    private void awaitCount(Reader watcher, int count) {
        TestChat.eventually(
                "told of " + count,
                () -> lists(watcher.read(MAX)).stream().anyMatch(list -> list.count() == count));
    }

    private Event.UserList watch(Reader connection, Address.Group group, @Nullable Boolean watch) {
        Event answer =
                chat.execute(
                        connection.session(),
                        connection.subscriptions(),
                        new Command.Users(watch == null ? "u1" : null, group, watch));
        if (answer instanceof Event.UserList list) {
            return list;
        }
        throw new AssertionError(answer.toString());
    }

    private static List<Event.UserList> lists(Batch batch) {
        return batch.events().stream()
                .map(encoded -> encoded.event())
                .filter(Event.UserList.class::isInstance)
                .map(Event.UserList.class::cast)
                .toList();
    }
}
