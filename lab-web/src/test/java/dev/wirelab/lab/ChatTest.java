package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.ChatPerson.Said;
import dev.wirelab.transports.Limits;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;

/// The chat in a real browser against a real lab: two people with a browser each.
@Timeout(180)
class ChatTest {
    private static final List<ChatPerson> PEOPLE = new ArrayList<>();

    private final List<String> tolerated = new ArrayList<>();
    private final List<URI> requested = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private LabServer lab;
    private ChatPerson alice;
    private ChatPerson bob;

    @BeforeAll
    static void startBrowsers() {
        PEOPLE.add(new ChatPerson());
        PEOPLE.add(new ChatPerson());
    }

    @AfterAll
    static void stopBrowsers() {
        PEOPLE.forEach(ChatPerson::close);
        PEOPLE.clear();
    }

    @BeforeEach
    void open() throws IOException {
        lab = start(0, 0, ChatOptions.DEFAULTS);
        alice = PEOPLE.get(0);
        bob = PEOPLE.get(1);
        PEOPLE.forEach(person -> {
            person.open(page());
            person.script("sessionStorage.clear()");
            person.open(page());
        });
    }

    @AfterEach
    void closeAndCheckTheBrowsers() {
        List<String> errors = new ArrayList<>();
        for (ChatPerson person : PEOPLE) {
            person.online(true);
            person.size(1280, 720);
            person.page().open(URI.create("about:blank"));
            requested.addAll(person.page().requested());
            errors.addAll(person.page().consoleErrors());
        }
        int port = lab.httpPort();
        lab.close();
        http.close();
        assertThat(requested)
                .as("whom the page has talked to")
                .isNotEmpty()
                .extracting(URI::getAuthority)
                .isSubsetOf("127.0.0.1:" + port, "localhost:" + port);
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }

    @Test
    void twoPeopleOnTwoWiresTalkInTheLobbyInAGroupAndInPrivate() throws Exception {
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        bob.over("short-poll");
        alice.say("hello, all");
        bob.awaitSaid("alice", "hello, all");
        bob.say("hi alice");
        alice.awaitSaid("bob", "hi alice");
        assertThat(alice.said())
                .containsExactly(
                        new Said("alice", "hello, all", true), new Said("bob", "hi alice", false));

        alice.join("#java");
        bob.page().await("the group", () -> bob.page().text("#groups").contains("#java"));
        bob.click("#groups button");
        bob.page().await("to be in it", () -> bob.current().equals("#java"));
        alice.page().await("two members", () -> alice.page().text("#members").contains("2"));
        alice.page().await("bob joined", () -> alice.page().text(".log").contains("bob joined"));
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
        bob.click("#leave-group");
        alice.page().await("bob left", () -> alice.page().text(".log").contains("bob left"));
        alice.say("now you cannot hear me");
        alice.awaitSaid("alice", "now you cannot hear me");
        alice.goTo("#lobby");
        alice.say("but now you can");
        bob.awaitSaid("alice", "but now you can");
        assertThat(bob.said()).noneMatch(said -> said.text().contains("cannot"));
    }

    @Test
    void fromWireToWireInTheMiddleOfABurstNothingIsLostOrComesTwice() throws Exception {
        alice.logIn("alice", "fox");
        robot("{\"to\":\"#lobby\",\"rate\":60,\"size\":60}");
        alice.page().await("it has begun", () -> alice.said().size() > 10);
        for (String wire : List.of("long-poll", "tcp", "short-poll", "websocket", "long-poll")) {
            int before = alice.said().size();
            alice.over(wire);
            alice.page().await("some more", () -> alice.said().size() >= before + 15);
        }
        robot("{\"to\":\"#lobby\",\"rate\":0}");
        alice.say("over");
        alice.awaitSaid("alice", "over");
        List<Integer> numbers =
                alice.said().stream()
                        .filter(said -> said.from().equals("robot"))
                        .map(said -> Integer.parseInt(said.text().split(" ", 3)[1]))
                        .toList();
        assertThat(numbers)
                .as("what the robot said, on five wires one after the other")
                .isEqualTo(
                        IntStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                                .boxed()
                                .toList())
                .hasSizeGreaterThan(85);
    }

    @Test
    void whatWasMissedIsCountedAndFilledIn() throws Exception {
        tolerated.add("net::ERR");
        alice.logIn("alice", "owl");
        bob.logIn("bob", "bear");
        alice.over("long-poll");
        bob.say("before");
        alice.awaitSaid("bob", "before");
        alice.online(false);
        alice.page().await("it is said", () -> news(alice).contains("No connection"));
        for (int i = 1; i <= 12; i++) {
            bob.say("missed " + i);
            bob.awaitSaid("bob", "missed " + i);
        }
        alice.online(true);
        alice.awaitSaid("bob", "missed 12");
        alice.page().await("the count", () -> news(alice).contains("You missed 12 messages"));
        assertThat(alice.page().text(".log .missed")).isEqualTo("You missed 12 messages");
        assertThat(alice.said()).extracting(Said::text).endsWith("missed 11", "missed 12");
        bob.say("after");
        alice.awaitSaid("bob", "after");
        assertThat(alice.page().text(".log .missed")).isEqualTo("You missed 12 messages");
    }

    @Test
    void whatTheLabNoLongerHasIsAnExplicitGap() throws Exception {
        tolerated.add("net::ERR");
        ChatOptions forgetful =
                new ChatOptions(Duration.ofMinutes(1), Duration.ofHours(1), 20, 1 << 20, 100);
        anew(forgetful);
        alice.logIn("alice", "owl");
        alice.over("long-poll");
        String token = logIn("carol");
        say(token, "#lobby", "before");
        alice.awaitSaid("carol", "before");
        alice.online(false);
        alice.page().await("it is said", () -> news(alice).contains("No connection"));
        for (int i = 0; i < 60; i++) {
            say(token, "#lobby", "text " + i);
        }
        alice.online(true);
        alice.awaitSaid("carol", "text 59");
        assertThat(alice.page().text(".log .gap")).contains("Events are missing here");
        assertThat(alice.said()).extracting(Said::text).contains("before").doesNotContain("text 1");
    }

    @Test
    void aLabThatIsKilledAndStartedAgainIsComeBackToAndThePageSaysWhatHappened() throws Exception {
        tolerated.addAll(List.of("net::ERR", "WebSocket connection", "401", "503"));
        alice.logIn("alice", "fox");
        alice.join("#java");
        alice.say("said before");
        alice.awaitSaid("alice", "said before");
        alice.page().type("half a thou");
        int httpPort = lab.httpPort();
        int tcpPort = lab.tcpPort();
        lab.close();
        alice.page().await("it is said", () -> news(alice).contains("No connection"));
        lab = start(httpPort, tcpPort, ChatOptions.DEFAULTS);
        alice.page()
                .await(
                        "it is said",
                        () -> alice.page().text(".log").contains("The lab was away longer"));
        alice.page().await("she is in", () -> news(alice).contains("logged in again as alice"));
        assertThat(alice.page().find("#say-text").getDomProperty("value")).isEqualTo("half a thou");
        alice.page().await("the group", () -> alice.page().text("#members").contains("1 member"));
        alice.say("said after");
        alice.awaitSaid("alice", "said after");
        assertThat(alice.said())
                .extracting(Said::text)
                .containsExactly("said before", "said after");
        assertThat(alice.page().text(".log")).contains("the lab was started anew");
    }

    @Test
    void theEndOfTheSessionLeadsBackToTheLogInAndKeepsWhatWasTyped() throws Exception {
        tolerated.add("401");
        tolerated.add("WebSocket connection");
        alice.logIn("alice", "fox");
        alice.page().type("half a thou");
        call("DELETE", "/api/sessions/me", alice.page().token(), "");
        alice.page().await("the log-in", () -> alice.page().find("#log-in").isDisplayed());
        assertThat(alice.page().text("#log-in-reason")).contains("session has ended");
        alice.logIn("alice", "fox");
        assertThat(alice.page().find("#say-text").getDomProperty("value")).isEqualTo("half a thou");
    }

    @Test
    void aNameThatIsTakenIsSaid() {
        tolerated.add("409");
        alice.logIn("alice", "fox");
        bob.page().tryToLogIn("Alice", "frog");
        bob.page()
                .await(
                        "the refusal",
                        () -> bob.page().text("#log-in-reason").contains("has this name"));
        bob.logIn("bob", "frog");
    }

    @Test
    void textsFromAnyoneAppearAsTextAndNothingRuns() {
        alice.logIn("עליזה", "cat");
        bob.logIn("bob", "bear");
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
        for (ChatPerson person : PEOPLE) {
            assertThat(person.script("return String(window.pwned)")).isEqualTo("undefined");
            assertThat(
                            person.script(
                                    "return document.querySelectorAll('.log script, .log .bubble"
                                            + " img, .log b').length"))
                    .isEqualTo(0L);
        }
        assertThat(
                        alice.script(
                                "return [...document.querySelectorAll('.message .name, .message"
                                        + " .text')].every(e => e.dir === 'auto' &&"
                                        + " ['isolate', 'plaintext'].includes("
                                        + "getComputedStyle(e).unicodeBidi))"))
                .as("every name and text keeps its direction to itself")
                .isEqualTo(true);
    }

    @Test
    void blankTextsAreNotSentAndTooLongOnesSaySoBefore() {
        alice.logIn("alice", "rabbit");
        alice.say(" \n ");
        alice.page().type("\u20AC".repeat(1366));
        alice.page().await("the limit", () -> alice.page().text("#say-notice").contains("4,096"));
        alice.page().find("#say-text").sendKeys(Keys.ENTER);
        assertThat(String.valueOf(alice.page().find("#say-text").getDomProperty("value")))
                .hasSize(1366);
        alice.say("\u20AC".repeat(1365));
        alice.awaitSaid("alice", "\u20AC".repeat(1365));
        assertThat(alice.page().text("#say-notice")).isEmpty();
        assertThat(alice.said()).as("nothing else was said").hasSize(1);
    }

    @Test
    void scrollingUpBringsWhatWasSaidBeforeToItsBeginning() throws Exception {
        alice.logIn("alice", "owl");
        String token = logIn("carol");
        for (int i = 0; i < 130; i++) {
            say(token, "#lobby", "text " + i);
        }
        alice.awaitSaid("carol", "text 129");
        alice.open(page());
        alice.awaitInside("alice");
        alice.awaitSaid("carol", "text 129");
        assertThat(alice.said()).as("a page of it").hasSizeLessThan(130);
        alice.page()
                .await(
                        "its beginning",
                        () -> {
                            alice.script("document.querySelector('.log').scrollTop = 0");
                            return alice.said().size() == 130;
                        });
        assertThat(alice.said())
                .extracting(Said::text)
                .isEqualTo(IntStream.range(0, 130).mapToObj(i -> "text " + i).toList());
        alice.page()
                .await(
                        "its end",
                        () -> alice.page().text(".log").contains("This is the beginning"));
    }

    @Test
    void theKeyboardAloneIsEnough() {
        alice.page().await("the log-in", () -> alice.page().find("#name").isDisplayed());
        type("alice", Keys.ENTER);
        alice.awaitInside("alice");
        type("typed", Keys.ENTER);
        alice.awaitSaid("alice", "typed");
        alice.script("document.querySelector('#wires input:checked').focus()");
        type(Keys.ARROW_RIGHT);
        alice.page()
                .await(
                        "the next wire",
                        () ->
                                alice.script(
                                                "return document.querySelector('#wires input:checked').value")
                                        .equals("long-poll"));
        type(Keys.ESCAPE);
        type("typed again", Keys.ENTER);
        alice.awaitSaid("alice", "typed again");
        alice.script("document.querySelector('#join-name').focus()");
        type("java", Keys.ENTER);
        alice.page().await("the group", () -> alice.current().equals("#java"));
        assertThat(alice.script("return document.activeElement.id")).isEqualTo("say-text");
    }

    @Test
    void whoDoesNotSeeIsToldWhatOthersSay() {
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        bob.say("can you hear me?");
        alice.awaitSaid("bob", "can you hear me?");
        alice.page()
                .await(
                        "it is announced",
                        () ->
                                alice.script(
                                                "return document.querySelector('[aria-live]#announcer').textContent")
                                        .equals("bob to #lobby: can you hear me?"));
    }

    @Test
    void theRobotCanBeTalkedTo() {
        alice.logIn("alice", "fox");
        alice.click("#call-robot");
        alice.page().await("the robot", () -> alice.current().equals("@robot"));
        alice.say("ping");
        alice.awaitSaid("robot", "pong");
    }

    @Test
    void picturesOfTheChat() throws Exception {
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        String carol = logIn("carol");
        alice.join("#java");
        say(carol, "#lobby", "Good morning! Which wire are you on today?");
        bob.goTo("#lobby");
        bob.say("The WebSocket. Instant, and I never hear the polls rattle.");
        alice.goTo("#lobby");
        alice.say("Long poll, and I could not tell the difference from here.");
        alice.say("Let me try short polling …");
        alice.over("short-poll");
        bob.say("Now you will hear me up to a second late.");
        alice.awaitSaid("bob", "Now you will hear me up to a second late.");
        say(carol, "@alice", "Psst, the bytes are in the Race tab.");
        say(carol, "@alice", "Look at the empty polls!");
        alice.page().await("two unread", () -> alice.unread("@carol") == 2);
        alice.say("I did! 😀 Same conversation, another wire, nothing lost.");
        alice.awaitSaid("alice", "I did! 😀 Same conversation, another wire, nothing lost.");
        keepScreenshot("chat.png", alice.page().screenshot());
        alice.size(390, 844);
        alice.page().await("room", () -> alice.page().find("#show-side").isDisplayed());
        keepScreenshot("chat-phone.png", alice.page().screenshot());
        alice.click("#show-side");
        alice.page().await("the list", () -> alice.page().find("#side").isDisplayed());
        alice.goTo("#lobby");
        assertThat(
                        alice.script(
                                "return document.documentElement.scrollWidth <= innerWidth"
                                        + " && document.documentElement.scrollHeight <= innerHeight"))
                .as("nothing lies beside the screen of a phone")
                .isEqualTo(true);
    }

    @Test
    void nobodyIsKeptOut() throws Exception {
        PageScriptTest.needTools();
        assertThat(alice.accessibilityFaults()).as("the log-in").isEqualTo("[]");
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        alice.join("#java");
        bob.goTo("@alice");
        bob.say("psst");
        alice.page().await("unread", () -> alice.unread("@bob") == 1);
        alice.say("hello");
        alice.awaitSaid("alice", "hello");
        for (String colours : List.of("light", "dark")) {
            alice.script("document.documentElement.dataset.colours = arguments[0]", colours);
            assertThat(alice.accessibilityFaults()).as(colours).isEqualTo("[]");
        }
        Files.write(Path.of("target", "chat-dark.png"), alice.page().screenshot());
        for (String view : List.of("telnet", "results")) {
            alice.click("#tab-" + view);
            assertThat(alice.accessibilityFaults()).as(view).isEqualTo("[]");
        }
    }

    private void type(CharSequence... keys) {
        alice.page().browser().switchTo().activeElement().sendKeys(keys);
    }

    private static String news(ChatPerson person) {
        return person.page().text("#wire-news");
    }

    private void anew(ChatOptions options) throws IOException {
        int httpPort = lab.httpPort();
        int tcpPort = lab.tcpPort();
        lab.close();
        lab = start(httpPort, tcpPort, options);
    }

    private static LabServer start(int http, int tcp, ChatOptions options) throws IOException {
        return LabServer.start(
                new LabConfig(
                        "127.0.0.1",
                        http,
                        tcp,
                        options,
                        Limits.DEFAULTS,
                        TokenSecret.random(),
                        false,
                        List.of()));
    }

    private URI page() {
        return URI.create("http://127.0.0.1:" + lab.httpPort() + "/");
    }

    private String logIn(String user) throws Exception {
        String answer = call("POST", "/api/sessions", "", "{\"user\":\"" + user + "\"}");
        return SiteLab.JSON.readTree(answer).path("token").asText();
    }

    private void say(String token, String to, String text) throws Exception {
        String command =
                SiteLab.JSON.writeValueAsString(
                        java.util.Map.of("type", "say", "to", to, "text", text));
        call("POST", "/api/commands", token, command);
    }

    private void robot(String settings) throws Exception {
        call("PUT", "/api/robot", "", settings);
    }

    private String call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(page().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Origin", "http://127.0.0.1:" + lab.httpPort());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
    }

    /// The pictures of the docs are only replaced when that is asked for; else a build would change
    /// the sources.
    static void keepScreenshot(String name, byte[] picture) throws IOException {
        Path file =
                Boolean.getBoolean("wirelab.screenshots")
                        ? Path.of("..", "docs", "images", name)
                        : Path.of("target", name);
        Files.createDirectories(file.getParent());
        Files.write(file, picture);
    }
}
