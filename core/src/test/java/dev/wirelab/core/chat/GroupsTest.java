package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.after;
import static dev.wirelab.core.chat.TestChat.beginning;
import static dev.wirelab.core.chat.TestChat.present;
import static dev.wirelab.core.chat.TestChat.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.state.Group;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private final TestChat chat = new TestChat();
    private final Session ann = chat.logIn("ann");
    private final Session bob = chat.logIn("bob");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void everyUserIsInTheLobbyAndCannotLeaveIt() {
        for (String lobby : List.of("#lobby", "#LOBBY", "#Lobby")) {
            assertThat(refusalOf(() -> chat.leave(ann, lobby)).code())
                    .isEqualTo(ErrorCode.BAD_REQUEST);
            chat.join(ann, lobby);
            chat.say(ann, lobby, "hi");
        }
        assertThat(groups(ann)).containsExactly("#lobby 2 true");
        assertThat(Read.all(chat.open(bob, beginning())))
                .as("said to the one lobby, and no joined")
                .containsOnly("ann says hi to #lobby")
                .hasSize(3);
    }

    @Test
    void aGroupExistsWhileItHasMembers() {
        assertThat(refusalOf(() -> chat.say(ann, "#java", "hi")).code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
        chat.join(ann, "#java");
        assertThat(refusalOf(() -> chat.say(bob, "#java", "hi")).code())
                .isEqualTo(ErrorCode.NOT_MEMBER);
        assertThat(refusalOf(() -> chat.leave(bob, "#java")).code())
                .isEqualTo(ErrorCode.NOT_MEMBER);
        assertThat(refusalOf(() -> users(bob, "#java")).code()).isEqualTo(ErrorCode.NOT_MEMBER);
        chat.leave(ann, "#java");
        assertThat(refusalOf(() -> chat.say(ann, "#java", "hi")).code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
        assertThat(refusalOf(() -> chat.leave(ann, "#java")).code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
        assertThat(refusalOf(() -> users(ann, "#java")).code()).isEqualTo(ErrorCode.UNKNOWN_GROUP);
        assertThat(groups(ann)).containsExactly("#lobby 2 true");
    }

    @Test
    void aRefusedCommandTakesNoOffsetAndReturnsItsId() {
        Cursor before = chat.say(ann, "#lobby", "hi");
        for (Command command :
                List.of(
                        new Command.Say("c1", new Address.User("nobody"), "hi"),
                        new Command.Say("c1", new Address.Group("none"), "hi"),
                        new Command.Leave("c1", new Address.Group("none")),
                        new Command.Leave("c1", Address.LOBBY),
                        new Command.Users("c1", new Address.Group("none"), null),
                        new Command.History("c1", new Address.User("nobody"), null, 50),
                        new Command.Login("c1", "zoe", null, null, TestChat.present(), true))) {
            assertThat(refusalOf(() -> chat.execute(ann, command)).commandId()).isEqualTo("c1");
        }
        assertThat(chat.say(ann, "#lobby", "hi").offset()).isEqualTo(before.offset() + 1);
    }

    @Test
    void groupsAreListedByNameTheLobbyFirst() {
        chat.join(bob, "#zig");
        chat.join(bob, "#java");
        chat.join(ann, "#java");
        assertThat(groups(ann)).containsExactly("#lobby 2 true", "#java 2 true", "#zig 1 false");
    }

    @Test
    void namesThatDifferByCaseAreOneGroupAndOneUser() {
        chat.join(ann, "#Java");
        chat.join(bob, "#JAVA");
        chat.say(bob, "#java", "hi");
        chat.say(bob, "@ANN", "psst");
        assertThat(Read.all(chat.open(ann, beginning())))
                .containsExactly(
                        "ann joined #Java",
                        "bob joined #Java",
                        "bob says hi to #Java",
                        "bob says psst to @ann");
        assertThat(refusalOf(() -> chat.logIn("Ann")).code()).isEqualTo(ErrorCode.NAME_TAKEN);
    }

    @Test
    void joiningTwiceChangesNothing() {
        Cursor first = chat.join(ann, "#java");
        chat.join(ann, "#java");
        assertThat(Read.all(chat.open(ann, after(first)))).isEmpty();
        assertThat(groups(ann)).contains("#java 1 true");
        chat.leave(ann, "#java");
        assertThat(groups(ann)).containsExactly("#lobby 2 true");
    }

    @Test
    void membersAndTheUserGetTheEventsOfJoiningAndLeaving() {
        chat.join(ann, "#java");
        chat.join(bob, "#java");
        chat.leave(bob, "#java");
        chat.leave(ann, "#java");
        assertThat(Read.all(chat.open(ann, beginning())))
                .containsExactly(
                        "ann joined #java", "bob joined #java", "bob left #java", "ann left #java");
        assertThat(Read.all(chat.open(bob, beginning())))
                .containsExactly("bob joined #java", "bob left #java");
    }

    @Test
    void aGroupOfTheSameNameStartsWithNothing() {
        chat.join(ann, "#java");
        chat.say(ann, "#java", "before");
        chat.leave(ann, "#java");
        chat.join(bob, "#java");
        assertThat(Read.all(chat.open(bob, beginning()))).containsExactly("bob joined #java");
    }

    @Test
    void aUserOfTheSameNameStartsWithNothing() {
        chat.say(bob, "@ann", "for your eyes");
        chat.say(ann, "#lobby", "hi");
        chat.chat.logOut(ann, "bye");
        Session again = chat.logIn("ann");
        assertThat(Read.all(chat.open(again, beginning()))).isEmpty();
        chat.say(bob, "@ann", "welcome");
        assertThat(Read.all(chat.open(again, beginning())))
                .containsExactly("bob says welcome to @ann");
    }

    @Test
    void aLogOutLeavesEachGroupAtAnOffsetOfItsOwn() {
        for (String group : List.of("#c", "#a", "#b")) {
            chat.join(bob, group);
            chat.join(ann, group);
        }
        Cursor before = chat.say(ann, "@ann", "x");
        chat.chat.logOut(bob, "bye");
        assertThat(Read.all(chat.open(ann, after(before))))
                .containsExactly("bob left #a", "bob left #b", "bob left #c");
        // Cut after each event, and taken up there.
        List<String> oneByOne = new ArrayList<>();
        Cursor offset = before;
        for (int i = 0; i < 3; i++) {
            Batch batch = chat.open(ann, after(offset)).read(1);
            oneByOne.addAll(Read.words(batch));
            offset = batch.cursor();
        }
        assertThat(oneByOne).containsExactly("bob left #a", "bob left #b", "bob left #c");
        assertThat(Read.all(chat.open(ann, after(offset)))).isEmpty();
        assertThat(chat.say(ann, "@ann", "y").offset()).isEqualTo(before.offset() + 4);
    }

    @Test
    void largeGroupsLogNoArrivalsAndDepartures() {
        chat.join(ann, "#big");
        List<Session> all = new ArrayList<>(List.of(ann));
        while (all.size() < Group.MAX_LOGGED_MEMBERS) {
            all.add(joinedSession(all.size()));
        }
        Reader reader = chat.open(ann, present());
        Session hundredAndFirst = joinedSession(100);
        chat.leave(hundredAndFirst, "#big");
        assertThat(Read.all(reader)).as("with 101 members").isEmpty();
        chat.leave(all.getLast(), "#big");
        chat.join(all.getLast(), "#big");
        assertThat(allOf(reader)).containsExactly("u99 left #big", "u99 joined #big");
        chat.join(hundredAndFirst, "#big");
        chat.say(ann, "#big", "hi");
        assertThat(allOf(reader)).containsExactly("ann says hi to #big");
        chat.chat.logOut(hundredAndFirst, "bye");
        chat.chat.logOut(all.getLast(), "bye");
        assertThat(allOf(reader)).containsExactly("u99 left #big");
    }

    private Session joinedSession(int number) {
        Session session = chat.logIn("u" + number);
        chat.join(session, "#big");
        return session;
    }

    /// Everything due, however the fan-out has cut it.
    private static List<String> allOf(Reader reader) {
        List<String> all = new ArrayList<>();
        for (List<String> some = Read.all(reader); !some.isEmpty(); some = Read.all(reader)) {
            all.addAll(some);
        }
        return all;
    }

    private Event users(Session session, String group) {
        return chat.execute(session, new Command.Users(null, Address.parseGroup(group), null));
    }

    private List<String> groups(Session session) {
        if (chat.execute(session, new Command.Groups(null)) instanceof Event.GroupList list) {
            assertThat(list.more()).isFalse();
            return list.groups().stream()
                    .map(group -> group.name() + " " + group.count() + " " + group.member())
                    .toList();
        }
        throw new AssertionError();
    }
}
