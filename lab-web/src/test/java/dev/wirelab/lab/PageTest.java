package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.transports.Limits;
import dev.wirelab.transports.http.TokenSecret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/// The page in a real browser against a real lab: two people with a browser each.
@Timeout(180)
class PageTest {
    /// The lanes of the page.
    static final List<String> WIRES = List.of("websocket", "long-poll", "short-poll", "tcp");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<PagePerson> PEOPLE = new ArrayList<>();

    private final List<String> tolerated = new ArrayList<>();
    private final List<URI> requested = new ArrayList<>();
    private LabServer lab;
    private PagePerson alice;
    private PagePerson bob;

    @BeforeAll
    static void startBrowsers() {
        PEOPLE.add(new PagePerson());
        PEOPLE.add(new PagePerson());
    }

    @AfterAll
    static void stopBrowsers() {
        PEOPLE.forEach(PagePerson::close);
        PEOPLE.clear();
    }

    @BeforeEach
    void open() throws IOException {
        lab = start(0, 0);
        alice = PEOPLE.get(0);
        bob = PEOPLE.get(1);
        PEOPLE.forEach(person -> person.open(page()));
    }

    @AfterEach
    void closeAndCheckTheBrowsers() {
        List<String> errors = new ArrayList<>();
        for (PagePerson person : PEOPLE) {
            person.open(URI.create("about:blank"));
            requested.addAll(person.requested());
            errors.addAll(person.consoleErrors());
        }
        int port = lab.httpPort();
        lab.close();
        assertThat(requested)
                .as("whom the page has talked to")
                .isNotEmpty()
                .extracting(URI::getAuthority)
                .containsOnly("127.0.0.1:" + port, "localhost:" + port);
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }

    @Test
    void twoPeopleTalkAndEveryLaneShowsWhenEachMessageArrivedAndWhatItCost() throws Exception {
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        alice.await("bob online", () -> alice.text("#people").contains("bob"));
        assertThat(alice.text("#people-count")).isEqualTo("2");

        alice.say("Good morning! Which wire is the fastest?", "websocket");
        expectEverywhere("alice", "#lobby", "Good morning! Which wire is the fastest?");
        bob.say("Look at the lanes: this one went out over TCP.", "tcp");
        expectEverywhere("bob", "#lobby", "Look at the lanes: this one went out over TCP.");
        alice.join("#java");
        bob.join("#java");
        bob.sayTo("#java", "And this one over a long poll.", "long-poll");
        expectEverywhere("bob", "#java", "And this one over a long poll.");
        alice.find("#people [data-address='@bob']").click();
        alice.say("Only you see this, bob.", "short-poll");
        expectEverywhere("alice", "@bob", "Only you see this, bob.");
        assertThat(bob.addresses()).as("to answer to").contains("@alice");
        bob.sayTo("@alice", "I do, in all four lanes.", "websocket");
        expectEverywhere("bob", "@alice", "I do, in all four lanes.");

        for (PagePerson person : PEOPLE) {
            for (String wire : WIRES) {
                person.await(
                        "bytes of " + wire,
                        () -> person.figure(wire, "up") > 0 && person.figure(wire, "down") > 0);
            }
        }
        keepScreenshot(alice.screenshot());
    }

    @Test
    void theBytesShownAreTheLabsOwnCount() throws Exception {
        alice.logIn("alice", "owl");
        alice.say("hello", "tcp");
        expectAt(alice, "alice", "#lobby", "hello");
        // Wires that are quiet when nobody speaks can be compared to the byte.
        for (String wire : List.of("websocket", "tcp")) {
            alice.await(
                    "the lab's count of " + wire,
                    () -> {
                        JsonNode row = meters(alice.token()).path("transports").path(wire);
                        assertThat(row.path("bytesIn").asLong()).isPositive();
                        return alice.figure(wire, "up") == row.path("bytesIn").asDouble()
                                && alice.figure(wire, "down") == row.path("bytesOut").asDouble();
                    });
        }
        alice.await("requests", () -> alice.figure("short-poll", "requests") > 2);
        assertThat(alice.figure("tcp", "requests")).isZero();
    }

    @Test
    void textsFromAnyoneAppearAsTextAndNothingRuns() throws Exception {
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
            bob.sayTo("#lobby", text, "websocket");
            expectAt(alice, "bob", "#lobby", text);
        }
        alice.sayTo("#lobby", "my name is read from the right", "websocket");
        expectAt(bob, "עליזה", "#lobby", "my name is read from the right");
        for (PagePerson person : PEOPLE) {
            assertThat(person.browser().executeScript("return String(window.pwned)"))
                    .isEqualTo("undefined");
            assertThat(
                            person.browser()
                                    .executeScript(
                                            "return document.querySelectorAll('.lane script, .lane"
                                                    + " img, .lane b').length"))
                    .isEqualTo(0L);
        }
        assertThat(
                        alice.browser()
                                .executeScript(
                                        "return [...document.querySelectorAll('.message .name,"
                                                + " .message .to, .message .text')].every(e =>"
                                                + " e.dir === 'auto' &&"
                                                + " ['isolate', 'plaintext'].includes("
                                                + "getComputedStyle(e).unicodeBidi))"))
                .as("every name and text keeps its direction to itself")
                .isEqualTo(true);
    }

    @Test
    void aNameThatIsTakenIsSaid() {
        tolerated.add("409");
        alice.logIn("alice", "fox");
        bob.tryToLogIn("Alice", "frog");
        bob.await("the refusal", () -> bob.text("#log-in-reason").contains("has this name"));
        bob.logIn("bob", "frog");
    }

    @Test
    void blankTextsAreNotSentAndTooLongOnesSaySoBefore() throws Exception {
        alice.logIn("alice", "rabbit");
        alice.say(" \n ", "websocket");
        alice.type("\u20AC".repeat(1366));
        alice.await("the limit", () -> alice.text("#say-notice").contains("4,096"));
        alice.find("#say-text").sendKeys(Keys.ENTER);
        assertThat(alice.find("#say-text").getDomProperty("value")).hasSize(1366);
        alice.say("\u20AC".repeat(1365), "websocket");
        expectAt(alice, "alice", "#lobby", "\u20AC".repeat(1365));
        assertThat(alice.text("#say-notice")).isEmpty();
        assertThat(alice.shown("websocket")).as("nothing else was said").hasSize(1);
    }

    @Test
    void whoLeavesAGroupNoLongerHearsIt() throws Exception {
        alice.logIn("alice", "fox");
        bob.logIn("bob", "panda");
        alice.join("#java");
        bob.join("#java");
        bob.find("#groups [aria-label='Leave #java']").click();
        bob.await("to be out", () -> !bob.addresses().contains("#java"));
        alice.await("that bob left", () -> alice.text(".events").contains("bob left #java"));
        alice.sayTo("#java", "now you cannot hear me", "websocket");
        expectAt(alice, "alice", "#java", "now you cannot hear me");
        alice.sayTo("#lobby", "but now you can", "websocket");
        expectAt(bob, "alice", "#lobby", "but now you can");
        assertThat(WIRES.stream().flatMap(wire -> bob.shown(wire).stream()))
                .noneMatch(shown -> shown.to().equals("#java"));
    }

    @Test
    void aReloadKeepsTheSessionAndLosesNothing() throws Exception {
        alice.logIn("alice", "penguin");
        bob.logIn("bob", "panda");
        alice.open(URI.create("about:blank"));
        bob.say("said while alice was away", "websocket");
        expectAt(bob, "bob", "#lobby", "said while alice was away");
        alice.open(page());
        expectAt(alice, "bob", "#lobby", "said while alice was away");
        assertThat(alice.text("#me-name")).isEqualTo("alice");
        assertThat(alice.find("#log-in").isDisplayed()).isFalse();
    }

    @Test
    void theEndOfTheSessionLeadsBackToTheLogInAndKeepsWhatWasTyped() throws Exception {
        tolerated.add("401");
        tolerated.add("WebSocket connection");
        alice.logIn("alice", "fox");
        alice.type("half a thou");
        send("DELETE", "/api/sessions/me", alice.token());
        alice.await("the log-in", () -> alice.find("#log-in").isDisplayed());
        assertThat(alice.text("#log-in-reason")).contains("session has ended");
        alice.logIn("alice", "fox");
        assertThat(alice.find("#say-text").getDomProperty("value")).isEqualTo("half a thou");
    }

    @Test
    void aLabThatStopsAndComesBackIsNoticedOnEveryLane() throws Exception {
        tolerated.addAll(List.of("net::ERR", "WebSocket connection", "401", "503"));
        alice.logIn("alice", "fox");
        int http = lab.httpPort();
        int tcp = lab.tcpPort();
        lab.drain();
        lab.close();
        alice.await("every lane to be lost", () -> alice.connectedLanes().isEmpty());
        lab = start(http, tcp);
        alice.await("the log-in", () -> alice.find("#log-in").isDisplayed());
        assertThat(alice.text("#log-in-reason")).contains("session has ended");
        alice.logIn("alice", "fox");
    }

    @Test
    void manyTabsOfOneBrowserDoNotStarveEachOther() throws Exception {
        String first = alice.browser().getWindowHandle();
        List<String> tabs = new ArrayList<>();
        for (int tab = 0; tab < 7; tab++) {
            tabs.add(alice.browser().switchTo().newWindow(WindowType.TAB).getWindowHandle());
            alice.open(page());
            alice.logIn("tab" + tab, "owl");
        }
        bob.logIn("bob", "panda");
        for (int i = 0; i < 3; i++) {
            bob.say("message " + i, "websocket");
        }
        for (String tab : tabs) {
            alice.browser().switchTo().window(tab);
            for (int i = 0; i < 3; i++) {
                expectAt(alice, "bob", "#lobby", "message " + i);
            }
            assertThat(alice.shown("long-poll"))
                    .as("waiting behind other tabs")
                    .allMatch(shown -> shown.milliseconds() < 10_000);
        }
        requested.addAll(alice.requested());
        assertThat(requested)
                .filteredOn(request -> request.getPath().equals("/poll/long"))
                .as("a long poll that found its connections taken goes to the page's own host")
                .isNotEmpty()
                .extracting(URI::getHost)
                .containsOnly("localhost");
        for (String tab : tabs) {
            alice.browser().switchTo().window(tab).close();
        }
        alice.browser().switchTo().window(first);
    }

    private void expectEverywhere(String from, String to, String text) {
        PEOPLE.forEach(person -> expectAt(person, from, to, text));
    }

    /// Expects the message in every lane of a person, once, with a latency that can be true.
    private static void expectAt(PagePerson person, String from, String to, String text) {
        for (String wire : WIRES) {
            PagePerson.Shown shown = person.awaitMessage(wire, from, to, text);
            assertThat(shown.shown()).as(wire).matches("\u2248?-?[0-9.,]+ ms");
            // Two clocks of one machine, one of them in whole milliseconds, may differ a little.
            assertThat(shown.milliseconds()).as(wire).isBetween(-2.0, 20_000.0);
        }
    }

    private static LabServer start(int http, int tcp) throws IOException {
        return LabServer.start(
                new LabConfig(
                        "127.0.0.1",
                        http,
                        tcp,
                        ChatOptions.DEFAULTS,
                        Limits.DEFAULTS,
                        TokenSecret.random(),
                        false,
                        List.of()));
    }

    private URI page() {
        return URI.create("http://127.0.0.1:" + lab.httpPort() + "/");
    }

    private JsonNode meters(String token) {
        try {
            return JSON.readTree(send("GET", "/api/sessions/me/meters", token));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String send(String method, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(page().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(200, 299);
            return answer.body();
        }
    }

    /// The picture of the README is only replaced when that is asked for; else a build would change
    /// the sources.
    private static void keepScreenshot(byte[] picture) throws IOException {
        Path file =
                Boolean.getBoolean("wirelab.screenshots")
                        ? Path.of("..", "docs", "images", "lab-page.png")
                        : Path.of("target", "lab-page.png");
        Files.createDirectories(file.getParent());
        Files.write(file, picture);
    }
}
