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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// The race in a real browser against a real lab.
@Timeout(180)
class RaceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path AXE = Path.of("node_modules", "axe-core", "axe.min.js");

    private static PagePerson page;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> tolerated = new ArrayList<>();
    private LabServer lab;

    @BeforeAll
    static void startBrowser() {
        page = new PagePerson();
    }

    @AfterAll
    static void stopBrowser() {
        if (page != null) {
            page.close();
        }
    }

    @BeforeEach
    void startLab() throws IOException {
        lab = start(0, 0);
    }

    @AfterEach
    void closeAndCheckTheBrowser() {
        page.open(URI.create("about:blank"));
        List<URI> requested = page.requested();
        List<String> errors = page.consoleErrors();
        int port = lab.httpPort();
        lab.close();
        client.close();
        assertThat(requested)
                .as("whom the page has talked to")
                .extracting(URI::getAuthority)
                .containsOnly("127.0.0.1:" + port, "localhost:" + port);
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }

    @Test
    void aMessageShowsOnEveryWireWithALatencyAndWhatItCost() throws Exception {
        open("?rate=0.7");
        awaitFinish("");
        for (String wire : PagePerson.WIRES) {
            for (String figure : List.of("p50", "p99", "bytes", "requests")) {
                page.await(figure + " of " + wire, () -> !figure(wire, figure).isEmpty());
            }
            assertThat(Double.parseDouble(figure(wire, "p50"))).isBetween(-5.0, 20_000.0);
        }
        assertThat(Double.parseDouble(figure("websocket", "requests"))).isZero();
        page.await("polls that cost", () -> number("long-poll", "requests") > 0.2);
        assertThat(number("short-poll", "bytes")).isGreaterThan(number("tcp", "bytes"));
        runFor(10);
        keep("race.png");
    }

    @Test
    void theLanesTotalsAreTheLabsOwnCount() throws Exception {
        // Nobody else is at this lab, and nothing moves but one message.
        open("?by=person&over=websocket&poll=60000&wait=30");
        page.await("all wires", () -> states().size() == PagePerson.WIRES.size());
        page.find("#race-text").sendKeys("one message", Keys.ENTER);
        // The short poll rests for a minute, unless it is asked to hurry.
        setNumber("poll", "1000");
        awaitFinish("one message");
        setNumber("poll", "60000");
        for (String wire : PagePerson.WIRES) {
            page.await(
                    "the lab's count of " + wire,
                    () -> {
                        JsonNode row = meters().path("transports").path(wire);
                        assertThat(row.path("bytesIn").asLong()).isPositive();
                        return total(wire, "up") == row.path("bytesIn").asLong()
                                && total(wire, "down") == row.path("bytesOut").asLong()
                                && total(wire, "requests") == row.path("requests").asLong();
                    });
        }
    }

    @Test
    void namesAndTextsFromAnyoneAppearAsTextAndNothingRuns() throws Exception {
        open("?by=person");
        page.await("all wires", () -> states().size() == PagePerson.WIRES.size());
        String token = logIn("עליזה");
        for (String text :
                List.of(
                        "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>",
                        "\u202Eright to left\u202C, zero\u200Bwidth",
                        "robot 1 due 2000-01-01T00:00:00.000000Z")) {
            say(token, text);
            awaitFinish(text);
        }
        assertThat(page.text(".board tbody tr")).contains("עליזה");
        assertThat(script("return String(window.pwned)")).isEqualTo("undefined");
        assertThat(script("return document.querySelectorAll('.board img, .board script').length"))
                .isEqualTo(0L);
    }

    @Test
    void whatIsSetStandsInTheAddressAndWhatMeansNothingIsSaid() {
        open("?preset=ticker&rate=999&foo=%3Cb%3Ebar");
        assertThat(page.text("#notes")).contains("foo").contains("rate");
        assertThat(page.find(".preset[aria-pressed=true]").getDomAttribute("data-preset"))
                .isEqualTo("ticker");
        assertThat(page.find("input[name=rate]").getDomProperty("value")).isEqualTo("20");
        setNumber("rate", "3");
        page.find(".preset[data-preset='poll-5s']").click();
        setNumber("size", "100");
        assertThat(search()).isEqualTo("?preset=poll-5s&size=100");
        setNumber("size", "5");
        assertThat(search()).as("a size that cannot be").isEqualTo("?preset=poll-5s&size=100");
        page.find("#tab-telnet").click();
        assertThat(search()).contains("view=telnet");
        page.find("#tab-telnet").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(page.find("#view-race").isDisplayed()).isTrue();
    }

    @Test
    void aPauseStopsTheMessagesAndAStepSaysOne() {
        open("?rate=5");
        awaitFinish("");
        page.find("#pause").click();
        runFor(1);
        long before = newestNumber();
        runFor(1);
        assertThat(newestNumber()).as("while it is paused").isEqualTo(before);
        page.find("#step").click();
        page.await("one more, everywhere", () -> newestNumber() == before + 1 && isFinished());
        runFor(1);
        assertThat(newestNumber()).isEqualTo(before + 1);
    }

    @Test
    void aLabThatIsStartedAnewIsRacedAgain() throws Exception {
        tolerated.addAll(List.of("net::ERR", "WebSocket connection", "401", "503"));
        open("?rate=2");
        awaitFinish("");
        int http = lab.httpPort();
        int tcp = lab.tcpPort();
        lab.drain();
        lab.close();
        page.await("every lane to be lost", () -> states().isEmpty());
        lab = start(http, tcp);
        page.await("the wires", () -> states().size() == PagePerson.WIRES.size());
        String before = newestCursor();
        page.await("messages", () -> !newestCursor().equals(before));
        awaitFinish("");
    }

    @Test
    void theRaceIsSmoothAndDoesNotGrow() {
        open("?rate=50");
        awaitFinish("");
        runFor(5);
        double heapBefore = heap();
        long framesBefore = frames();
        double seconds = runFor(15);
        double rate = (frames() - framesBefore) / seconds;
        double grown = heap() - heapBefore;
        System.err.printf(
                "race: %.0f frames a second, heap %+.1f MB in %.0f s%n",
                rate, grown / 1e6, seconds);
        // Alone on a machine it is 60; here everything else runs beside it, without a graphics
        // card.
        assertThat(rate).isGreaterThan(15);
        assertThat(grown).isLessThan(8e6);
    }

    @Test
    void theInspectorShowsTheBytesAsTheyWereAndTheySumToTheMeter() throws Exception {
        size(1280, 1000);
        try {
            open("?rate=1");
            awaitFinish("");
            page.find(".wire[data-transport=websocket] .wire-name").click();
            page.await("the upgrade", () -> units().contains("GET /ws?…"));
            page.find(".unit-row[data-direction=in]").click();
            assertThat(page.text(".unit"))
                    .contains("Sec-WebSocket-Key", "Upgrade websocket", "handshake", "47 45 54 20");
            page.find(".unit-row[data-direction=out]").click();
            page.await("the proof", () -> page.text(".unit").contains("258EAFA5"));
            assertThat(page.find(".proof").getDomAttribute("data-holds")).isEqualTo("true");

            assertThat(page.text(".inspector")).as("a token").doesNotContain("eyJ");
            for (String wire : List.of("websocket", "tcp")) {
                page.find(".choose-wire [data-transport=" + wire + "]").click();
                page.await(
                        "a message over " + wire,
                        () -> units().lines().anyMatch(row -> row.contains("message")));
            }
            page.find("#pause").click();
            for (String wire : List.of("websocket", "tcp")) {
                page.find(".choose-wire [data-transport=" + wire + "]").click();
                page.await(
                        "the sum of " + wire,
                        () ->
                                total(wire, "up") > 0
                                        && sum("in") == total(wire, "up")
                                        && sum("out") == total(wire, "down"));
            }
            page.find(".choose-wire [data-transport=websocket]").click();
            List<WebElement> rows = page.browser().findElements(By.cssSelector(".unit-row"));
            rows.getLast().click();
            assertThat(page.text(".unit .facts")).contains("FIN 1", "opcode", "MASK 0");
            script("document.querySelector('.panes').scrollIntoView()");
            keep("inspector.png");
            PageScriptTest.needTools();
            assertThat(axe()).isEqualTo("[]");
        } finally {
            size(1280, 720);
        }
    }

    /// What the inspector lists.
    private static String units() {
        return page.text(".units");
    }

    /// Bytes of the chosen wire that the inspector has seen.
    private static long sum(String direction) {
        String value = page.find(".sum").getDomAttribute("data-" + direction);
        return value == null ? -1 : Long.parseLong(value);
    }

    @Test
    void thePageSpeaksChineseToo() {
        open("?lang=zh-CN&pane=how");
        assertThat(page.text("#tab-race")).isEqualTo("赛跑");
        assertThat(script("return document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(page.text("#view-race"))
                .doesNotContainPattern("\\b[a-z]+\\.[a-z]+[A-Z]?[a-z]*\\b\\{");
    }

    @Test
    void noSeriousFaultOfAccessibility() throws Exception {
        PageScriptTest.needTools();
        for (String search :
                List.of("?rate=2", "?pane=charts&colours=dark", "?pane=how&lang=zh-CN")) {
            open(search);
            awaitFinish("");
            assertThat(axe()).as(search).isEqualTo("[]");
        }
    }

    @Test
    void onAPhoneTheLanesAreSeenWithoutScrollingSideways() throws Exception {
        try {
            size(390, 844);
            open("?rate=2");
            awaitFinish("");
            assertThat(script("return document.documentElement.scrollWidth <= innerWidth"))
                    .isEqualTo(true);
            keep("race-phone.png");
        } finally {
            size(1280, 720);
        }
    }

    /// Waits until a message, or any, has arrived on every wire.
    private static void awaitFinish(String text) {
        page.await(
                "'" + text + "' on every wire",
                () ->
                        Boolean.TRUE.equals(
                                script(
                                        "return [...document.querySelectorAll('.board tbody tr:not([hidden])')]"
                                                + ".some(row => (arguments[0] === '' ||"
                                                + " row.querySelector('.text').textContent === arguments[0])"
                                                + " && [...row.querySelectorAll('.took')]"
                                                + ".every(cell => cell.dataset.milliseconds !== ''))",
                                        text)));
    }

    /// Whether the newest message has arrived on every wire.
    private static boolean isFinished() {
        return Boolean.TRUE.equals(
                script(
                        "return [...document.querySelector('.board tbody tr').querySelectorAll('.took')]"
                                + ".every(cell => cell.dataset.milliseconds !== '')"));
    }

    /// The number that the page gave its newest message.
    private static long newestNumber() {
        return Long.parseLong(page.text(".board tbody tr .text").split(" ", -1)[2]);
    }

    private static String newestCursor() {
        return String.valueOf(
                script("return document.querySelector('.board tbody tr').dataset.cursor"));
    }

    private static String figure(String wire, String figure) {
        return String.valueOf(
                page.find(".wire[data-transport='" + wire + "'] ." + figure + " dd")
                        .getDomAttribute("data-value"));
    }

    private static double number(String wire, String figure) {
        String value = figure(wire, figure);
        return value.isEmpty() ? 0 : Double.parseDouble(value);
    }

    private static long total(String wire, String what) {
        String value =
                page.find(".wire[data-transport='" + wire + "'] .totals")
                        .getDomAttribute("data-" + what);
        return value == null ? -1 : Long.parseLong(value);
    }

    /// The states of the wires that are at work.
    private static List<String> states() {
        return page.browser().findElements(By.cssSelector(".wire .state")).stream()
                .map(state -> String.valueOf(state.getDomAttribute("data-state")))
                .filter(List.of("open", "waiting", "idle", "queued")::contains)
                .toList();
    }

    private static void setNumber(String name, String value) {
        script(
                "const input = document.querySelector('input[name=' + arguments[0] + ']');"
                        + "input.value = arguments[1]; input.dispatchEvent(new Event('change'))",
                name,
                value);
    }

    private static String search() {
        return String.valueOf(script("return location.search"));
    }

    /// Lets the page be for some seconds.
    ///
    /// @return how many they were
    private static double runFor(int seconds) {
        Object passed =
                page.browser()
                        .executeAsyncScript(
                                "const [seconds, done] = arguments; const since = performance.now();"
                                        + "setTimeout(() => done((performance.now() - since) / 1000), seconds * 1000)",
                                seconds);
        return Double.parseDouble(String.valueOf(passed));
    }

    private static long frames() {
        return Long.parseLong(
                String.valueOf(page.find("#view-race").getDomAttribute("data-frames")));
    }

    /// Bytes of the page's heap that are in use after a collection.
    private static double heap() {
        page.browser().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Map<String, Object> usage =
                page.browser().executeCdpCommand("Runtime.getHeapUsage", Map.of());
        return Double.parseDouble(String.valueOf(usage.get("usedSize")));
    }

    /// The rules of axe-core that the page breaks seriously, each with an element that does.
    private static String axe() throws IOException {
        page.browser().executeScript(Files.readString(AXE));
        Object found =
                page.browser()
                        .executeAsyncScript(
                                "const done = arguments[0]; axe.run().then(({violations}) => done(violations"
                                        + ".filter(({impact}) => impact === 'serious' || impact === 'critical')"
                                        + ".map(({id, nodes}) => id + ': ' + nodes.map(n => n.html + ' ' + n.failureSummary)"
                                        + ".slice(0, 3).join(' | '))))");
        return String.valueOf(found);
    }

    private static @Nullable Object script(String script, Object... arguments) {
        return page.browser().executeScript(script, arguments);
    }

    private static void size(int width, int height) {
        page.browser()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                width,
                                "height",
                                height,
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                false));
    }

    private void open(String search) {
        page.open(address().resolve("/" + search));
        page.await(
                "the race", () -> !page.browser().findElements(By.cssSelector(".wire")).isEmpty());
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + lab.httpPort() + "/");
    }

    private String logIn(String user) throws Exception {
        String body = JSON.writeValueAsString(Map.of("user", user));
        return JSON.readTree(send("POST", "/api/sessions", body, "")).path("token").asText();
    }

    private void say(String token, String text) throws Exception {
        String body = JSON.writeValueAsString(Map.of("type", "say", "to", "#lobby", "text", text));
        send("POST", "/api/commands?transport=short-poll", body, token);
    }

    private JsonNode meters() {
        try {
            return JSON.readTree(send("GET", "/api/meters", "", ""));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address().resolve(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body();
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
                        true,
                        List.of()));
    }

    private static void keep(String name) throws IOException {
        Path folder =
                Boolean.getBoolean("wirelab.screenshots")
                        ? Path.of("..", "docs", "images")
                        : Path.of("target");
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), page.screenshot());
    }
}
