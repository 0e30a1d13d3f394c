package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.JsonEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final TestChat chat = TestChat.retaining(500);
    private final Session ann = chat.logIn("ann");
    private final Session bob = chat.logIn("bob");
    private final Session cid = chat.logIn("cid");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void historyIsTheLatestMessagesOldestFirst() {
        for (int i = 1; i <= 7; i++) {
            chat.say(bob, "#lobby", "m" + i);
        }
        Event.HistoryPage page = history(ann, "#lobby", null, 3);
        assertThat(words(page))
                .containsExactly(
                        "bob says m5 to #lobby", "bob says m6 to #lobby", "bob says m7 to #lobby");
        assertThat(page.more()).isTrue();
        page = history(ann, "#lobby", page.events().getFirst().cursor(), 3);
        assertThat(words(page)).first().isEqualTo("bob says m2 to #lobby");
        assertThat(page.more()).isTrue();
        page = history(ann, "#lobby", page.events().getFirst().cursor(), 3);
        assertThat(words(page)).containsExactly("bob says m1 to #lobby");
        assertThat(page.more()).isFalse();
        assertThat(words(history(ann, "#lobby", null, 7))).hasSize(7);
        assertThat(history(ann, "#lobby", null, 7).more()).as("all of them").isFalse();
    }

    @Test
    void itIsCutAtSixtyFourKibibytes() {
        for (int i = 0; i < 30; i++) {
            chat.say(bob, "#lobby", "x".repeat(4096));
        }
        Event.HistoryPage page = history(ann, "#lobby", null, 200);
        assertThat(page.more()).isTrue();
        assertThat(page.events()).hasSizeBetween(14, 16);
        assertThat(JsonEvents.encode(page).length).isLessThanOrEqualTo(Batch.MAX_BYTES + 200);
        assertThat(page.events().getLast().cursor().offset())
                .as("the newest")
                .isEqualTo(chat.say(bob, "@bob", "x").offset() - 1);
    }

    @Test
    void aGroupsIsWhatOneSawAsAMember() {
        chat.join(bob, "#g");
        chat.say(bob, "#g", "before");
        chat.join(ann, "#g");
        chat.say(bob, "#g", "during");
        chat.leave(ann, "#g");
        chat.say(bob, "#g", "without");
        assertThat(refusalOf(() -> history(ann, "#g", null, 50)).code())
                .isEqualTo(ErrorCode.NOT_MEMBER);
        chat.join(ann, "#g");
        chat.say(bob, "#g", "again");
        List<String> seen =
                List.of(
                        "ann joined #g",
                        "bob says during to #g",
                        "ann left #g",
                        "ann joined #g",
                        "bob says again to #g");
        assertThat(words(history(ann, "#g", null, 50))).isEqualTo(seen);
        Event.HistoryPage page = history(ann, "#g", null, 3);
        assertThat(words(page)).isEqualTo(seen.subList(2, 5));
        assertThat(page.more()).isTrue();
        page = history(ann, "#g", page.events().getFirst().cursor(), 3);
        assertThat(words(page)).isEqualTo(seen.subList(0, 2));
        assertThat(page.more()).isFalse();
    }

    @Test
    void aUsersIsWhatThatOneAndISaidToEachOther() {
        chat.say(ann, "@bob", "one");
        chat.say(bob, "@ann", "two");
        chat.say(ann, "@cid", "other");
        chat.say(cid, "@bob", "secret");
        chat.say(ann, "@ann", "note");
        chat.say(bob, "#lobby", "public");
        assertThat(words(history(ann, "@bob", null, 50)))
                .containsExactly("ann says one to @bob", "bob says two to @ann");
        assertThat(words(history(ann, "@BOB", null, 50))).hasSize(2);
        assertThat(words(history(ann, "@ann", null, 50))).containsExactly("ann says note to @ann");
        assertThat(words(history(cid, "@ann", null, 50))).containsExactly("ann says other to @cid");
        assertThat(words(history(cid, "@cid", null, 50))).isEmpty();
    }

    @Test
    void theHistoryWithAFormerUserCanBeReadButNotWithAnUnknownOne() {
        chat.say(bob, "@ann", "farewell");
        chat.chat.logOut(bob, "bye");
        assertThat(words(history(ann, "@bob", null, 50)))
                .containsExactly("bob says farewell to @ann");
        assertThat(refusalOf(() -> history(ann, "@nobody", null, 50)).code())
                .isEqualTo(ErrorCode.UNKNOWN_USER);
        assertThat(refusalOf(() -> history(cid, "@bob", null, 50)).code())
                .isEqualTo(ErrorCode.UNKNOWN_USER);
        assertThat(refusalOf(() -> history(ann, "#none", null, 50)).code())
                .isEqualTo(ErrorCode.UNKNOWN_GROUP);
    }

    @Test
    void aUserWhoReusesANameCannotReadItsFormerMessages() {
        chat.say(bob, "@ann", "for ann alone");
        chat.chat.logOut(ann, "bye");
        Session other = chat.logIn("ann");
        assertThat(words(history(other, "@bob", null, 50))).isEmpty();
        assertThat(words(history(other, "#lobby", null, 50))).isEmpty();
    }

    @Test
    void beforeMustBeAKnownCursor() {
        Cursor first = chat.say(bob, "#lobby", "one");
        Cursor second = chat.say(bob, "#lobby", "two");
        assertThat(words(history(ann, "#lobby", second, 50)))
                .containsExactly("bob says one to #lobby");
        assertThat(words(history(ann, "#lobby", first, 50))).isEmpty();
        assertThat(words(history(ann, "#lobby", new Cursor(first.epoch(), 0), 50))).isEmpty();
        assertThat(words(history(ann, "#lobby", new Cursor("other", 99), 50))).isEmpty();
        Cursor ahead = new Cursor(second.epoch(), second.offset() + 1);
        assertThat(refusalOf(() -> history(ann, "#lobby", ahead, 50)).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void whatIsNoLongerRetainedIsNoLongerHistory() {
        for (int i = 0; i < 600; i++) {
            chat.say(bob, "#lobby", "m" + i);
        }
        Cursor offset = chat.say(bob, "#lobby", "last");
        Cursor early = new Cursor(offset.epoch(), offset.offset() - 495);
        Event.HistoryPage page = history(ann, "#lobby", early, 50);
        assertThat(page.events()).hasSize(4);
        assertThat(page.more()).isFalse();
    }

    private Event.HistoryPage history(
            Session session, String to, @Nullable Cursor before, int max) {
        Event answer =
                chat.execute(session, new Command.History(null, Address.parse(to), before, max));
        if (answer instanceof Event.HistoryPage page) {
            assertThat(page.to()).isEqualTo(Address.parse(to));
            return page;
        }
        throw new AssertionError(answer.toString());
    }

    private static List<String> words(Event.HistoryPage page) {
        return page.events().stream().map(Model::wordsOf).toList();
    }
}
