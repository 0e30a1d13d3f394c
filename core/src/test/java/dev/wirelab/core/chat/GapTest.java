package dev.wirelab.core.chat;

import static dev.wirelab.core.chat.TestChat.after;
import static dev.wirelab.core.chat.TestChat.beginning;
import static dev.wirelab.core.chat.TestChat.present;
import static dev.wirelab.core.chat.TestChat.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A gap is told if, and only if, an event that was due to the reader is gone.
class GapTest {
    private static final int RETAINED = 10;

    private final TestChat chat = TestChat.retaining(RETAINED);
    private final Session ann = chat.logIn("ann");
    private final Session bob = chat.logIn("bob");
    private final Session cid = chat.logIn("cid");

    @AfterEach
    void close() {
        chat.close();
    }

    @Test
    void aReaderThatFellBehindGetsOneGapAndResumesWithRetainedEvents() {
        Reader reader = chat.open(ann, present());
        for (int i = 1; i <= 12; i++) {
            chat.say(bob, "#lobby", "m" + i);
        }
        long gone = chat.say(bob, "#lobby", "m13").offset() - RETAINED;
        assertThat(Read.all(reader))
                .hasSize(1 + RETAINED)
                .startsWith("gap to " + gone + ", retention", "bob says m4 to #lobby")
                .endsWith("bob says m13 to #lobby");
        assertThat(Read.all(reader)).isEmpty();
    }

    @Test
    void readingResumesFromAGap() {
        Reader reader = chat.open(ann, present());
        fill(RETAINED + 3);
        Batch batch = reader.read(1);
        assertThat(Read.words(batch)).first().asString().startsWith("gap to ");
        Cursor gap = new Cursor(batch.cursor().epoch(), chat.say(bob, "@bob", "x").offset() - 1);
        assertThat(Read.all(chat.open(ann, after(gap)))).isEmpty();
    }

    @Test
    void aQuietReaderInABusyLabHasLostNothing() {
        chat.join(bob, "#busy");
        chat.join(cid, "#busy");
        Reader reader = chat.open(ann, present());
        for (int i = 0; i < 5 * RETAINED; i++) {
            chat.say(bob, "#busy", "m" + i);
        }
        assertThat(Read.all(reader)).isEmpty();
        chat.say(bob, "@ann", "you too");
        assertThat(Read.all(reader)).containsExactly("bob says you too to @ann");
    }

    @Test
    void aLostPrivateMessageIsTheLossOfItsTwoEnds() {
        Cursor start = chat.say(bob, "@bob", "start");
        chat.say(ann, "@bob", "psst");
        for (int i = 0; i < RETAINED; i++) {
            chat.say(cid, "@cid", "m" + i);
        }
        assertThat(Read.all(chat.open(ann, after(start)))).first().asString().startsWith("gap");
        assertThat(Read.all(chat.open(bob, after(start)))).first().asString().startsWith("gap");
        assertThat(Read.all(chat.open(cid, after(start))))
                .hasSize(RETAINED)
                .first()
                .isEqualTo("cid says m0 to @cid");
    }

    @Test
    void whatWasDueBeforeAGroupWasLeftIsLostWhenItIsGone() {
        chat.join(bob, "#g");
        Cursor joined = chat.join(ann, "#g");
        chat.say(bob, "#g", "seen");
        Cursor left = chat.leave(ann, "#g");
        for (int i = 0; i < 2 * RETAINED; i++) {
            chat.say(bob, "#g", "unseen");
        }
        assertThat(Read.all(chat.open(ann, after(joined)))).first().asString().startsWith("gap");
        assertThat(Read.all(chat.open(ann, after(left)))).isEmpty();
    }

    @Test
    void messagesBetweenTwoMembershipsCauseNoGap() {
        chat.join(bob, "#g");
        chat.join(ann, "#g");
        Cursor left = chat.leave(ann, "#g");
        for (int i = 0; i < 2 * RETAINED; i++) {
            chat.say(bob, "#g", "unseen");
        }
        chat.join(ann, "#g");
        chat.say(bob, "#g", "again");
        assertThat(Read.all(chat.open(ann, after(left))))
                .containsExactly("ann joined #g", "bob says again to #g");
    }

    @Test
    void aGroupThatWasLeftLongAgoIsStillKnownAsLost() {
        Cursor joined = chat.join(ann, "#old");
        Cursor left = chat.leave(ann, "#old");
        fillElsewhere();
        // Leaving another makes the session forget what is gone of the first.
        Cursor second = chat.join(ann, "#new");
        chat.leave(ann, "#new");
        assertThat(ann.member().visibility().after(0)).hasSize(3);
        assertThat(Read.all(chat.open(ann, after(joined)))).first().asString().startsWith("gap");
        assertThat(Read.all(chat.open(ann, after(left))))
                .containsExactly("ann joined #new", "ann left #new");
        assertThat(Read.all(chat.open(ann, after(second)))).containsExactly("ann left #new");
    }

    @Test
    void aSessionThatJoinsAndLeavesForEverKeepsNoMoreThanIsRetained() {
        for (int i = 0; i < 100 * RETAINED; i++) {
            chat.join(ann, "#g");
            chat.leave(ann, "#g");
        }
        assertThat(ann.member().visibility().after(0)).hasSizeLessThanOrEqualTo(RETAINED + 3);
    }

    @Test
    void withoutEchoOnesOwnMessagesAreNoLoss() {
        Reader silent = chat.open(ann, present(), false, new TestListener());
        Reader loud = chat.open(ann, present());
        for (int i = 0; i < 3 * RETAINED; i++) {
            chat.say(ann, "#lobby", "mine");
            chat.say(ann, "@bob", "mine");
        }
        assertThat(Read.all(silent)).isEmpty();
        assertThat(Read.all(loud)).first().asString().startsWith("gap");
    }

    @Test
    void withoutEchoTheMessagesOfOthersAreALoss() {
        Reader silent = chat.open(ann, present(), false, new TestListener());
        chat.say(bob, "#lobby", "his");
        for (int i = 0; i < RETAINED; i++) {
            chat.say(ann, "#lobby", "mine");
        }
        assertThat(Read.all(silent)).singleElement().asString().startsWith("gap");
        assertThat(Read.all(silent)).isEmpty();
    }

    @Test
    void aCursorOfAnotherEpochGetsAGapAndAllRetainedEvents() {
        fill(2 * RETAINED);
        Reader reader = chat.open(ann, after(new Cursor("other", 3)));
        assertThat(Read.all(reader))
                .hasSize(1 + RETAINED)
                .first()
                .asString()
                .matches("gap to \\d+, epoch");
        assertThat(Read.all(reader)).isEmpty();
    }

    @Test
    void readingFromTheBeginningHasNoGap() {
        fill(2 * RETAINED);
        assertThat(Read.all(chat.open(ann, beginning())))
                .hasSize(RETAINED)
                .allSatisfy(words -> assertThat(words).startsWith("bob says"));
    }

    @Test
    void aCursorInTheFutureIsRefused() {
        Cursor head = chat.say(bob, "#lobby", "x");
        Cursor ahead = new Cursor(head.epoch(), head.offset() + 1);
        assertThat(refusalOf(() -> chat.open(ann, after(ahead))).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusalOf(() -> TestChat.result(chat.chat.check(ahead))).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        TestChat.result(chat.chat.check(head));
        TestChat.result(chat.chat.check(new Cursor("other", Long.MAX_VALUE)));
        assertThat(chat.chat.connections()).isZero();
    }

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            chat.say(bob, "#lobby", "m" + i);
        }
    }

    private void fillElsewhere() {
        for (int i = 0; i < 2 * RETAINED; i++) {
            chat.say(cid, "@cid", "m" + i);
        }
    }
}
