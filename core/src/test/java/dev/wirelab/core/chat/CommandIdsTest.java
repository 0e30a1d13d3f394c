package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.beginning;
import static dev.wirelab.core.chat.TestChat.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A command with an id is done once, however often it is sent.
@Timeout(30)
class CommandIdsTest {
    private static final Address.Group JAVA = new Address.Group("java");

    private final TestChat chat = new TestChat();
    private final Session ann = chat.logIn("ann");
    private final Session bob = chat.logIn("bob");

    @AfterEach
    void close() {
        chat.close();
    }

    private static Command say(String id, String text) {
        return new Command.Say(id, Address.LOBBY, text);
    }

    @Test
    void theSameCommandAgainIsAnsweredAsTheFirstTimeAndNotDoneAgain() {
        for (Command command :
                List.of(
                        say("c1", "hi"),
                        new Command.Join("c2", JAVA),
                        new Command.Say("c3", JAVA, "hi"),
                        new Command.Leave("c4", JAVA))) {
            Event first = chat.execute(ann, command);
            chat.say(bob, "@bob", "meanwhile");
            assertThat(chat.execute(ann, command)).isEqualTo(first);
        }
        assertThat(Read.all(chat.open(ann, beginning())))
                .containsExactly(
                        "ann says hi to #lobby",
                        "ann joined #java",
                        "ann says hi to #java",
                        "ann left #java");
    }

    @Test
    void theSameIdWithAnotherCommandIsABadRequest() {
        chat.execute(ann, say("c1", "hi"));
        for (Command other :
                List.of(
                        say("c1", "hi!"),
                        new Command.Say("c1", new Address.User("bob"), "hi"),
                        new Command.Join("c1", JAVA),
                        new Command.Ping("c1"),
                        new Command.Groups("c1"),
                        new Command.Users("c1", Address.LOBBY, null),
                        new Command.History("c1", Address.LOBBY, null, 50))) {
            assertThat(refusalOf(() -> chat.execute(ann, other)).code())
                    .isEqualTo(ErrorCode.BAD_REQUEST);
        }
        assertThat(Read.all(chat.open(bob, beginning()))).containsExactly("ann says hi to #lobby");
    }

    @Test
    void theIdOfAQuestionIsRememberedToo() {
        Command question = new Command.Users("q1", Address.LOBBY, null);
        chat.execute(ann, question);
        chat.logIn("cid");
        assertThat(chat.execute(ann, question))
                .as("asked again, answered as of now")
                .isInstanceOfSatisfying(
                        Event.UserList.class, list -> assertThat(list.count()).isEqualTo(3));
        assertThat(refusalOf(() -> chat.execute(ann, say("q1", "hi"))).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusalOf(() -> chat.execute(ann, new Command.Ping("q1"))).commandId())
                .isEqualTo("q1");
        chat.execute(bob, say("q1", "an id of another session"));
    }

    @Test
    void aRefusedCommandIsNotRemembered() {
        Command early = new Command.Say("c1", JAVA, "hi");
        assertThat(refusalOf(() -> chat.execute(ann, early)).code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
        chat.join(ann, "#java");
        chat.execute(ann, early);
        assertThat(Read.all(chat.open(ann, beginning()))).contains("ann says hi to #java");
        Command question = new Command.Users("q1", new Address.Group("none"), null);
        refusalOf(() -> chat.execute(ann, question));
        chat.execute(ann, say("q1", "free still"));
    }

    @Test
    void idsBelongToTheirSession() {
        chat.execute(ann, say("c1", "hers"));
        chat.execute(bob, say("c1", "his"));
        chat.chat.logOut(ann, "bye");
        Session again = chat.logIn("ann");
        chat.execute(again, say("c1", "anew"));
        assertThat(Read.all(chat.open(bob, beginning())))
                .containsExactly(
                        "ann says hers to #lobby",
                        "bob says his to #lobby",
                        "ann says anew to #lobby");
    }

    @Test
    void withoutAnIdEachIsDone() {
        chat.say(ann, "#lobby", "hi");
        chat.say(ann, "#lobby", "hi");
        assertThat(Read.all(chat.open(bob, beginning()))).hasSize(2);
    }

    @Test
    void theLastThousandAreRemembered() {
        Event first = chat.execute(ann, say("c0", "hi"));
        for (int i = 1; i < 1000; i++) {
            chat.execute(ann, say("c" + i, "hi"));
        }
        assertThat(chat.execute(ann, say("c0", "hi"))).isEqualTo(first);
        chat.execute(ann, say("c1000", "hi"));
        assertThat(chat.execute(ann, say("c0", "hi"))).as("forgotten").isNotEqualTo(first);
        assertThat(refusalOf(() -> chat.execute(ann, say("c999", "ho"))).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void eachIsRememberedForTwoMinutes() {
        Event first = chat.execute(ann, say("c1", "hi"));
        chat.execute(ann, new Command.Ping("q1"));
        chat.moveClock(Duration.ofMinutes(2));
        assertThat(chat.execute(ann, say("c1", "hi"))).isEqualTo(first);
        chat.moveClock(Duration.ofMillis(1));
        assertThat(chat.execute(ann, say("c1", "other"))).isNotEqualTo(first);
        chat.execute(ann, say("q1", "free again"));
    }

    @Test
    void twoAtOnceAreDoneOnce() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 500; i++) {
                Command command = say("c" + i, "m" + i);
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<Event>> answers = new ArrayList<>();
                for (int thread = 0; thread < 2; thread++) {
                    answers.add(
                            threads.submit(() -> {
                                together.await();
                                return chat.execute(ann, command);
                            }));
                }
                assertThat(answers.getFirst().get()).isEqualTo(answers.getLast().get());
            }
        }
        assertThat(Read.all(chat.open(bob, beginning()))).hasSize(500).doesNotHaveDuplicates();
    }
}
