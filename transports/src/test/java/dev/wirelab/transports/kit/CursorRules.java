package dev.wirelab.transports.kit;

import static dev.wirelab.transports.kit.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Resuming from cursors, gaps, and invalid cursors.
interface CursorRules extends Staged {

    @Test
    @Rule("E5")
    default void readingResumesFromEveryEvent() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        TransportClient bob = scene().enter("bob");
        List<String> cursors = new ArrayList<>(List.of(alice.cursor()));
        alice.join(group);
        bob.join(group);
        alice.say(group, "one");
        bob.say(alice.address(), "two");
        bob.leave(group);
        alice.say("#lobby", "three");
        List<Json> seen = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            seen.add(alice.next());
            cursors.add(alice.cursor());
        }
        assertThat(seen)
                .extracting(Json::type)
                .containsExactly("joined", "joined", "message", "message", "left", "message");
        for (int i = 0; i < cursors.size(); i++) {
            TransportClient again = scene().connect(alice.session(), cursors.get(i));
            bob.say(alice.address(), "fence " + i);
            List<Json> rest = new ArrayList<>();
            for (Json next = again.next(); !isFence(next, i); next = again.next()) {
                if (!next.has("text") || !next.string("text").startsWith("fence")) {
                    rest.add(next);
                }
            }
            assertThat(rest).isEqualTo(seen.subList(i, seen.size()));
            again.close();
        }
    }

    private static boolean isFence(Json event, int number) {
        return event.has("text") && event.string("text").equals("fence " + number);
    }

    @Test
    @Rule("E5")
    default void readingResumesFromACursorOfAnotherTransport() {
        TransportClient bob = scene().enter("bob");
        Session alice = scene().session("alice");
        for (KitTransport other : KitTransport.values()) {
            TransportClient there = scene().connect(other, new Entry(alice, null));
            bob.say("@" + alice.user(), "seen on " + other);
            bob.say("@" + alice.user(), "after " + other);
            there.hears("seen on " + other);
            there.cut();
            scene().connect(alice, there.cursor()).hears("after " + other);
        }
    }

    @Test
    @Rule("E6")
    default void withoutACursorReadingStartsAtTheEnd() {
        TransportClient alice = scene().enter("alice");
        alice.say("#lobby", "past");
        TransportClient again = scene().connect(alice.session(), null);
        alice.say("#lobby", "future");
        again.hears("future");
    }

    @Test
    @Rule("E6")
    default void afterNoughtIsAllThatIsRetainedAndMayBeSeen() {
        String group = scene().group("java");
        TransportClient alice = scene().enter("alice");
        alice.join(group);
        for (int i = 0; i < 50; i++) {
            alice.say(i % 2 == 0 ? group : alice.address(), "n" + i);
        }
        TransportClient again = scene().connect(alice.session(), "0");
        again.sees("joined", alice);
        for (int i = 0; i < 50; i++) {
            again.hears("n" + i);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nowhere",
                "-",
                "-1",
                "1",
                "x-",
                "-5",
                "x-1x",
                "x-99999999999999999999",
                "x--1",
                "x-01",
                "0x0",
                "null"
            })
    @Rule("E10")
    default void aCursorThatCannotBeReadIsABadRequest(String cursor) {
        Session alice = scene().session("alice");
        assertRefused("bad_request", () -> scene().connect(alice, cursor));
        scene().connect(alice, null).ping();
    }

    @Test
    @Rule("E10")
    default void aCursorFromTheFutureIsABadRequest() {
        TransportClient alice = scene().enter("alice");
        alice.say("#lobby", "now");
        String cursor = alice.hears("now").cursor();
        String epoch = cursor.substring(0, cursor.lastIndexOf('-'));
        long offset = Long.parseLong(cursor.substring(cursor.lastIndexOf('-') + 1));
        for (long ahead : new long[] {1_000_000, 1_000_000_000_000L}) {
            String future = epoch + "-" + (offset + ahead);
            assertRefused("bad_request", () -> scene().connect(alice.session(), future));
            alice.refused(
                    Json.of("history").with("to", "#lobby").with("before", future), "bad_request");
        }
        scene().connect(alice.session(), cursor).ping();
    }

    @Test
    @Rule({"E8", "E13", "L3"})
    default void aReaderGetsAGapExactlyWhenItsOwnEventsWereEvicted() {
        inLab(
                LabSettings.defaults().withRetention(100, 64L << 20),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    TransportClient bob = scene.enter("bob", KitTransport.TCP);
                    TransportClient carol = scene.enter("carol", KitTransport.TCP);
                    String group = scene.group("busy");
                    bob.join(group);
                    carol.join(group);
                    bob.say(alice.address(), "read");
                    bob.say(carol.address(), "for carol");
                    String read = alice.hears("read").cursor();
                    String before = alice.cursor();
                    for (int i = 0; i < 300; i++) {
                        bob.say(group, "n" + i);
                    }
                    // Others have lost much, alice nothing.
                    bob.say(alice.address(), "still here");
                    TransportClient back = scene.connect(alice.session(), read);
                    back.hears("still here");
                    assertThat(before).isEqualTo(read);
                    for (int i = 0; i < 300; i++) {
                        bob.say(group, "m" + i);
                    }
                    // Now what was due to her is gone as well.
                    bob.say(alice.address(), "the newest");
                    TransportClient late = scene.connect(alice.session(), read);
                    Json gap = late.next();
                    assertThat(gap.type() + gap.string("reason")).isEqualTo("gapretention");
                    late.hears("the newest");
                    TransportClient on = scene.connect(alice.session(), gap.cursor());
                    on.hears("the newest");
                });
    }

    @Test
    @Rule({"E8", "E13"})
    default void afterAGapEverythingThatIsStillThereFollows() {
        inLab(
                LabSettings.defaults().withRetention(200_000, 256 * 1024),
                scene -> {
                    TransportClient alice = scene.enter("alice", KitTransport.SHORT_POLL);
                    alice.say(alice.address(), "a cursor");
                    alice.hears("a cursor");
                    String text = "a".repeat(2_000);
                    for (int i = 0; i < 400; i++) {
                        alice.say(alice.address(), i + " " + text);
                    }
                    TransportClient late = scene.connect(alice.session(), alice.cursor());
                    Json gap = late.next();
                    assertThat(gap.type() + gap.string("reason")).isEqualTo("gapretention");
                    int first = number(late.next());
                    assertThat(first).isBetween(200, 398);
                    for (int i = first + 1; i < 400; i++) {
                        assertThat(number(late.next())).isEqualTo(i);
                    }
                    TransportClient fromTheBeginning = scene.connect(alice.session(), "0");
                    assertThat(number(fromTheBeginning.next())).isEqualTo(first);
                });
    }

    private static int number(Json message) {
        String text = message.string("text");
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    @Test
    @Rule("E9")
    default void aCursorOfAnotherRunGetsAGapAndThenWhatIsThere() {
        String[] old = new String[1];
        inLab(
                LabSettings.defaults(),
                scene -> {
                    TransportClient alice = scene.enter("alice");
                    alice.say("#lobby", "long ago");
                    old[0] = alice.hears("long ago").cursor();
                });
        TransportClient bob = scene().enter("bob");
        bob.say(bob.address(), "in this run");
        TransportClient back = scene().connect(bob.session(), old[0]);
        Json gap = back.next();
        assertThat(gap.type() + gap.string("reason")).isEqualTo("gapepoch");
        back.hears("in this run");
        scene().connect(bob.session(), gap.cursor()).hears("in this run");
    }
}
