package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.lab.ChatPerson.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

/// The chat in a real browser with a real lab: one or two users with a browser each.
@Timeout(120)
@ResourceLock(Visit.CHAT)
class ChatTest {
    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    /// The smallest PNG: one pixel.
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @Tag("slow")
    @Test
    void aPictureIsSentAndShownOnEveryTransportAndOnlyIfItsBytesAreOne(@TempDir Path folder)
            throws Exception {
        Path picture = Files.write(folder.resolve("cat.png"), Base64.getDecoder().decode(PNG));
        Path script = Files.writeString(folder.resolve("cat.gif"), "<svg onload='alert(1)'/>");
        ChatPerson alice = someone().enter("alice", "fox");
        ChatPerson bob = someone().enter("bob", "panda");
        int count = 0;
        for (String transport : List.of("websocket", "sse", "long-poll", "short-poll")) {
            alice.over(transport);
            bob.over(transport);
            alice.page().find("#say-picture").sendKeys(picture.toString());
            count++;
            for (ChatPerson each : List.of(alice, bob)) {
                awaitPictures(each, count);
            }
        }
        bob.page().awaitText(".log", "arrived as Blob");
        bob.page().awaitText(".log", "arrived as base64");
        bob.over("websocket");
        bob.page().find("#binary-type option[value='arraybuffer']").click();
        alice.over("websocket");
        alice.page().find("#say-picture").sendKeys(picture.toString());
        awaitPictures(bob, count + 1);
        bob.page().awaitText(".log", "arrived as ArrayBuffer");

        alice.page().find("#say-picture").sendKeys(script.toString());
        alice.page().awaitText("#say-notice", "Not a PNG");
        bob.over("tcp");
        alice.page().find("#say-picture").sendKeys(picture.toString());
        bob.awaitSaid("alice", "[image/png cat.png, 70 bytes]");
    }

    private static void awaitPictures(ChatPerson person, int count) {
        person.page()
                .await(
                        count + " pictures",
                        () ->
                                Long.valueOf(count)
                                        .equals(
                                                person.page()
                                                        .script(
                                                                "return [...document.querySelectorAll('.log .picture img')]"
                                                                        + ".filter((img) => img.naturalWidth === 1).length")));
    }

    @Test
    void twoPeopleOnTwoTransportsChatInTheLobbyInAGroupAndInPrivate() throws Exception {
        ChatPerson alice = someone().enter("alice", "fox");
        alice.join("#java");
        alice.goTo("#lobby");
        ChatPerson bob = someone().enter("bob", "panda");
        bob.over("short-poll");
        alice.say("hello, all");
        bob.awaitSaid("alice", "hello, all");
        bob.say("hi alice");
        alice.awaitSaid("bob", "hi alice");
        assertThat(alice.said())
                .containsExactly(
                        new Said("alice", "hello, all", true), new Said("bob", "hi alice", false));

        alice.goTo("#java");
        bob.page().awaitText("#groups", "#java");
        bob.page().click("#groups button");
        bob.page().await("to be in it", () -> bob.current().equals("#java"));
        alice.page().awaitText("#members", "2");
        alice.page().awaitText(".log", "bob joined");
        bob.say("only here");
        alice.awaitSaid("bob", "only here");

        bob.goTo("@alice");
        bob.say("psst");
        bob.say("and again");
        alice.page().await("two unread", () -> alice.unread("@bob") == 2);
        assertThat(alice.page().browser().getTitle()).startsWith("(2)");
        alice.goTo("@bob");
        alice.awaitSaid("bob", "and again");
        assertThat(alice.unread("@bob")).isZero();
        alice.say("heard you");
        bob.awaitSaid("alice", "heard you");

        alice.goTo("#java");
        bob.goTo("#java");
        bob.page().click("#leave-group");
        alice.page().awaitText(".log", "bob left");
        alice.say("now you cannot hear me");
        alice.awaitSaid("alice", "now you cannot hear me");
        alice.goTo("#lobby");
        alice.say("but now you can");
        bob.awaitSaid("alice", "but now you can");
        assertThat(bob.said()).noneMatch(said -> said.text().contains("cannot"));
    }

    @Tag("slow")
    @Test
    void aNewGroupAppearsInTheListOfUsersWhoAreNotMembers() {
        ChatPerson alice = someone().enter("alice", "fox");
        ChatPerson bob = someone().enter("bob", "panda");
        alice.join("#java");
        bob.page().awaitText("#groups", "#java");
    }

    @Tag("slow")
    @Test
    void switchingTransportsInABurstLosesAndDuplicatesNothing() throws Exception {
        ChatPerson alice = someone().enter("alice", "fox");
        lab.page("PUT", "/api/robot", "{\"to\":\"#lobby\",\"rate\":30,\"size\":60}");
        alice.page().await("messages of the robot", () -> alice.count() > 10);
        for (String wire : List.of("long-poll", "tcp", "short-poll", "websocket", "long-poll")) {
            long before = alice.count();
            alice.over(wire);
            alice.page().await("15 more", () -> alice.count() >= before + 15);
        }
        alice.page()
                .await(
                        "marks where the transport changed",
                        () -> alice.page().all(".log .switched").size() == 5);
        alice.page().click("#show-ways");
        alice.page()
                .await(
                        "how a message came",
                        () ->
                                alice.page()
                                        .all(".carried-by")
                                        .getLast()
                                        .getText()
                                        .matches("Long poll · ≈.*m?s · \\d+ bytes"));
        lab.page("PUT", "/api/robot", "{\"to\":\"#lobby\",\"rate\":0}");
        alice.say("over");
        alice.awaitSaid("alice", "over");
        List<Integer> numbers =
                alice.said().stream()
                        .filter(said -> said.from().equals("robot"))
                        .map(said -> Integer.parseInt(said.text().split(" ", 3)[1]))
                        .toList();
        assertThat(numbers)
                .as("numbers of the robot's messages, received over five transports in turn")
                .isEqualTo(
                        IntStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                                .boxed()
                                .toList())
                .hasSizeGreaterThan(85);
    }

    @Tag("slow")
    @Test
    void textsFromAnyoneAppearAsTextAndNothingRuns() {
        ChatPerson alice = someone().enter("עליזה", "cat");
        ChatPerson bob = someone().enter("bob", "bear");
        List<String> texts =
                List.of(
                        "<script>window.pwned = 1</script>",
                        "<img src=x onerror='window.pwned=1'><b>bold</b> &amp; &lt;",
                        "\u202Eright to left\u202C and back, \u05E9\u05DC\u05D5\u05DD",
                        "zero\u200Bwidth\u200D\uFEFF, \u0301\u0301\u0301combining",
                        "javascript:alert(1) \"quotes\" 'and' `ticks` ${window.pwned=1} {{1+1}}",
                        "\uD83E\uDD8A two\nlines\tand a tab");
        for (String text : texts) {
            bob.say(text);
            alice.awaitSaid("bob", text);
        }
        alice.say("my name is read from the right");
        bob.awaitSaid("עליזה", "my name is read from the right");
        bob.goTo("@עליזה");
        for (ChatPerson person : List.of(alice, bob)) {
            assertThat(person.page().script("return String(window.pwned)")).isEqualTo("undefined");
            assertThat(
                            person.page()
                                    .script(
                                            "return document.querySelectorAll('.log script, .log .bubble"
                                                    + " img, .log b').length"))
                    .isEqualTo(0L);
        }
        assertThat(
                        alice.page()
                                .script(
                                        "return [...document.querySelectorAll('.message .name, .message"
                                                + " .text')].every(e => e.dir === 'auto' &&"
                                                + " ['isolate', 'plaintext'].includes("
                                                + "getComputedStyle(e).unicodeBidi))"))
                .as("every name and text keeps its direction to itself")
                .isEqualTo(true);
    }

    @Tag("slow")
    @Test
    void emptyTextsAreNotSentAndTooLongOnesAreReportedWhileTyping() {
        ChatPerson alice = someone().enter("alice", "rabbit");
        alice.say(" \n ");
        alice.page().type("\u20AC".repeat(1366));
        alice.page().awaitText("#say-notice", "4,096");
        alice.page().find("#say-text").sendKeys(Keys.ENTER);
        assertThat(alice.page().value("#say-text")).hasSize(1366);
        alice.say("\u20AC".repeat(1365));
        alice.awaitSaid("alice", "\u20AC".repeat(1365));
        assertThat(alice.page().text("#say-notice")).isEmpty();
        assertThat(alice.said()).as("nothing else was said").hasSize(1);
    }

    @Tag("slow")
    @Test
    void scrollingUpLoadsEarlierMessagesToTheBeginning() throws Exception {
        ChatPerson alice = someone().enter("alice", "owl");
        String token = lab.token("carol");
        for (int i = 0; i < 130; i++) {
            lab.say(token, "#lobby", "text " + i);
        }
        alice.awaitSaid("carol", "text 129");
        alice.open();
        alice.awaitInside("alice");
        alice.awaitSaid("carol", "text 129");
        assertThat(alice.said()).as("a page of it").hasSizeLessThan(130);
        alice.page()
                .await(
                        "its beginning",
                        () -> {
                            alice.page().script("document.querySelector('.log').scrollTop = 0");
                            return alice.said().size() == 130;
                        });
        assertThat(alice.said())
                .extracting(Said::text)
                .isEqualTo(IntStream.range(0, 130).mapToObj(i -> "text " + i).toList());
        alice.page().awaitText(".log", "This is the beginning");
    }

    @Tag("slow")
    @Test
    void theKeyboardAloneIsEnough() {
        PagePerson page = someone().open().page();
        ChatPerson alice = new ChatPerson(page);
        alice.page().await("the log-in", () -> alice.page().find("#name").isDisplayed());
        press(page, "alice", Keys.ENTER);
        alice.awaitInside("alice");
        press(page, "typed", Keys.ENTER);
        alice.awaitSaid("alice", "typed");
        alice.page().script("document.querySelector('#wires input:checked').focus()");
        press(page, Keys.ARROW_RIGHT);
        alice.page()
                .await(
                        "the next transport",
                        () ->
                                alice.page()
                                        .script(
                                                "return [...document.querySelectorAll('#wires input')].findIndex(each => each.checked)")
                                        .equals(1L));
        press(page, Keys.ESCAPE);
        press(page, "typed again", Keys.ENTER);
        alice.awaitSaid("alice", "typed again");
        alice.page().script("document.querySelector('#join-name').focus()");
        press(page, "java", Keys.ENTER);
        alice.page().await("the group", () -> alice.current().equals("#java"));
        assertThat(alice.page().script("return document.activeElement.id")).isEqualTo("say-text");
    }

    @Tag("slow")
    @Test
    void messagesAreAnnouncedToScreenReaders() {
        ChatPerson alice = someone().enter("alice", "fox");
        ChatPerson bob = someone().enter("bob", "panda");
        bob.say("can you hear me?");
        alice.awaitSaid("bob", "can you hear me?");
        alice.page()
                .await(
                        "it is announced",
                        () ->
                                alice.page()
                                        .script(
                                                "return document.querySelector('[aria-live]#announcer').textContent")
                                        .equals("bob to #lobby: can you hear me?"));
    }

    @Tag("slow")
    @Test
    void theRobotAnswersAUserWithTheKey() {
        ChatPerson alice = someone().enter("alice", "fox");
        alice.page().click("#call-robot");
        alice.page().awaitText("#view-chat", "This needs the lab’s key");
        alice.page().open("?view=chat#key=" + lab.key());
        alice.page().await("the chat again", () -> alice.page().find("#say-text").isDisplayed());
        alice.page().click("#call-robot");
        alice.page().await("the robot", () -> alice.current().equals("@robot"));
        alice.say("ping");
        alice.awaitSaid("robot", "pong");
    }

    @Tag("slow")
    @Test
    void theChatFitsTheScreenOfAPhone() throws Exception {
        ChatPerson alice = someone().enter("alice", "fox");
        ChatPerson bob = someone().enter("bob", "panda");
        String carol = lab.token("carol");
        alice.join("#java");
        lab.say(carol, "#lobby", "Good morning! Which wire are you on today?");
        bob.goTo("#lobby");
        bob.say("The WebSocket. Instant, and I never hear the polls rattle.");
        alice.goTo("#lobby");
        alice.say("Long poll, and I could not tell the difference from here.");
        alice.say("Let me try short polling …");
        alice.over("short-poll");
        bob.say("Now you will hear me up to a second late.");
        alice.awaitSaid("bob", "Now you will hear me up to a second late.");
        lab.say(carol, "@alice", "Psst, the bytes are in the Race tab.");
        lab.say(carol, "@alice", "Look at the empty polls!");
        alice.page().await("two unread", () -> alice.unread("@carol") == 2);
        alice.say("I did! 😀 Same conversation, another wire, nothing lost.");
        alice.awaitSaid("alice", "I did! 😀 Same conversation, another wire, nothing lost.");
        alice.page().keepPicture("chat.png");
        alice.page().size(390, 844);
        alice.page().await("room", () -> alice.page().find("#show-side").isDisplayed());
        alice.page().keepPicture("chat-phone.png");
        alice.page().click("#show-side");
        alice.page().await("the list", () -> alice.page().find("#side").isDisplayed());
        alice.goTo("#lobby");
        assertThat(
                        alice.page()
                                .script(
                                        "return document.documentElement.scrollWidth <= innerWidth"
                                                + " && document.documentElement.scrollHeight <= innerHeight"))
                .as("nothing lies beside the screen of a phone")
                .isEqualTo(true);
    }

    @Tag("slow")
    @Test
    void axeFindsNoSeriousViolationInTheChat() throws Exception {
        PageScriptTest.needTools();
        ChatPerson alice = someone().open();
        assertThat(alice.page().accessibilityFaults()).as("the log-in").isEqualTo("[]");
        alice.logIn("alice", "fox");
        ChatPerson bob = someone().enter("bob", "panda");
        alice.join("#java");
        bob.goTo("@alice");
        bob.say("psst");
        alice.page().await("unread", () -> alice.unread("@bob") == 1);
        alice.say("hello");
        alice.awaitSaid("alice", "hello");
        for (String colours : List.of("light", "dark")) {
            alice.page().script("document.documentElement.dataset.colours = arguments[0]", colours);
            assertThat(alice.page().accessibilityFaults()).as(colours).isEqualTo("[]");
        }
        for (String view : List.of("telnet", "results")) {
            alice.page().click("#tab-" + view);
            assertThat(alice.page().accessibilityFaults()).as(view).isEqualTo("[]");
        }
    }

    @Tag("slow")
    @Test
    void aLabThatDemandsAnAccessCodeIsEnteredWithIt() {
        visit.tolerate("403");
        try (SiteLab closed = SiteLab.demanding("k3f9-xm2p-w7qd")) {
            ChatPerson alice = new ChatPerson(visit.person(closed.origin())).open();
            PagePerson page = alice.page();
            page.tryToLogIn("alice", "fox");
            page.await("the question", () -> page.find("#access-code").isDisplayed());
            press(page, "k3f9-xm2p-w7qe", Keys.ENTER);
            page.awaitText("dialog", "That was not the code.");
            press(page, "k3f9-xm2p-w7qd", Keys.ENTER);
            alice.awaitInside("alice");
            alice.say("inside");
            alice.awaitSaid("alice", "inside");
            page.leave();
        }
    }

    private static void press(PagePerson page, CharSequence... keys) {
        page.browser().switchTo().activeElement().sendKeys(keys);
    }

    private ChatPerson someone() {
        return new ChatPerson(visit.person(lab.origin()));
    }
}
