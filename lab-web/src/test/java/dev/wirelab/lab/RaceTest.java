package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

/// The race in a real browser against a real lab.
@Timeout(120)
@ResourceLock(Visit.RACE)
class RaceTest {
    /// Texts that are wider than their element, which hides the rest.
    private static final String CUT =
            """
            return [...document.querySelectorAll('#view-race *')].filter((one) =>
              one.offsetParent !== null && one.childElementCount === 0 && one.textContent !== ''
                && getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1
                && !one.matches('.unseen, .board *'))
              .map((one) => one.textContent);
            """;

    /// Whether the panes begin to the right of the lanes, and on the screen.
    private static final String BESIDE =
            """
            const lanes = document.querySelector('.wires').getBoundingClientRect();
            const panes = document.querySelector('.panes').getBoundingClientRect();
            return panes.left >= lanes.right && panes.top < innerHeight / 2 && panes.right <= innerWidth;
            """;

    /// How often the picture of a lane moves in a second and a half.
    private static final String MOVES =
            """
            const [done] = arguments;
            const picture = document.querySelector('.wire .past');
            const begun = performance.now();
            let moves = 0;
            let last = picture.style.transform;
            const look = () => {
              moves += picture.style.transform === last ? 0 : 1;
              last = picture.style.transform;
              performance.now() - begun < 1500 ? requestAnimationFrame(look) : done(moves);
            };
            look();
            """;

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private SiteLab lab = new SiteLab();

    @Test
    void aMessageIsShownOnEveryLaneWithItsLatencyAndCost() throws Exception {
        RacePerson race = race("?rate=0.7");
        race.awaitFinish();
        assertThat(race.pictures()).as("the lanes' pictures").allMatch(width -> width > 400);
        PagePerson page = race.page();
        assertThat(race.lanes()).containsExactly("websocket", "long-poll", "short-poll", "tcp");
        assertThat(meters("sse").path("connectionsOpened").asLong())
                .as("connections of a transport without a lane")
                .isZero();
        for (String wire : race.lanes()) {
            for (String figure : List.of("p50", "p99", "bytes", "requests", "payload")) {
                page.await(figure + " of " + wire, () -> !race.figure(wire, figure).isEmpty());
            }
            assertThat(race.number(wire, "p50")).isBetween(0.0, 20_000.0);
            assertThat(race.number(wire, "payload")).isBetween(0.001, 0.9);
        }
        assertThat(race.number("websocket", "requests")).isZero();
        page.await("polls that cost", () -> race.number("long-poll", "requests") > 0.2);
        assertThat(race.number("short-poll", "bytes")).isGreaterThan(race.number("tcp", "bytes"));
        assertThat(race.number("tcp", "payload"))
                .as("share of the bytes that was text")
                .isGreaterThan(race.number("short-poll", "payload"));
        if (Boolean.getBoolean("wirelab.screenshots")) {
            // A lane that is full shows what is usual on it.
            race.runFor(10);
        }
        page.keepPicture("race.png");
        page.await("a fastest lane", () -> !page.all(".took.first").isEmpty());
        assertThat(page.all(".took.first[data-transport='tcp']"))
                .as("TCP is timed in the lab, and not ranked with what is timed in the page")
                .isEmpty();
    }

    @Tag("slow")
    @Test
    void theRaceHasNoTrafficWhileAnotherViewIsOpen() throws Exception {
        RacePerson race = race("?rate=5&lanes=" + String.join(",", PagePerson.WIRES));
        race.awaitFinish();
        race.page().click("#tab-results");
        for (String stream : List.of("websocket", "sse", "tcp")) {
            race.page()
                    .await(
                            "the end of " + stream,
                            () -> meters(stream).path("connectionsOpen").asLong() == 0);
        }
        long polls = meters("short-poll").path("requests").asLong();
        race.runFor(2.5);
        assertThat(meters("short-poll").path("requests").asLong()).isEqualTo(polls);
        String before = race.latestCursor();
        race.page().click("#tab-race");
        race.awaitWires();
        race.page().await("new messages", () -> !race.latestCursor().equals(before));
    }

    @Tag("slow")
    @Test
    void bySatelliteAPushTakesOneTransitAndALongPollUpToThree() throws Exception {
        // A lane that was cut or blocked says so in the console, too.
        visit.tolerate("WebSocket connection", "net::ERR");
        visit.allowNetworks();
        RacePerson race = race("?preset=satellite&lanes=websocket,sse,long-poll,tcp&lang=en");
        PagePerson page = race.page();
        race.awaitFinish();
        page.await(
                "a message that took three transits to a long poll",
                () -> race.number("long-poll", "p99") > 800);
        for (String stream : List.of("websocket", "sse", "tcp")) {
            assertThat(race.number(stream, "p50")).as(stream).isBetween(300.0, 850.0);
        }
        if (Boolean.getBoolean("wirelab.screenshots")) {
            // A lane that is full shows what is usual on it.
            race.runFor(6);
        }
        page.keepPicture("satellite.png");
        page.click(fault("sse", 4));
        page.click(fault("websocket", 3));
        assertThat(race.search()).endsWith("&blocked=websocket&buffered=sse");
        page.await("the blocked upgrade", () -> state(page, "websocket").contains("retrying"));
        page.await("the buffered stream", () -> state(page, "sse").contains("connecting"));
        page.click(fault("long-poll", 1));
        page.await("another poll", () -> state(page, "long-poll").contains("held"));
        assertThat(page.find(fault("tcp", 3)).isEnabled())
                .as("a proxy of what is no HTTP")
                .isFalse();
        page.click(fault("websocket", 3));
        page.await("the WebSocket", () -> state(page, "websocket").contains("open"));
    }

    private static String fault(String transport, int number) {
        return ".wire[data-transport='%s'] .faults button:nth-child(%d)"
                .formatted(transport, number);
    }

    private static String state(PagePerson page, String transport) {
        return page.text(".wire[data-transport='%s'] .state".formatted(transport));
    }

    @Tag("slow")
    @Test
    void theTotalsOfTheLanesEqualTheCountOfTheLab() throws Exception {
        lab.close();
        lab = SiteLab.withLedger();
        // Nobody else is at this lab, and nothing moves but one message.
        String all = String.join(",", PagePerson.WIRES);
        RacePerson race =
                race("?by=person&over=websocket&poll=60000&wait=30&lanes=" + all).awaitWires();
        String text = "one \"message\" h\u00e9";
        race.page().find("#race-text").sendKeys(text, Keys.ENTER);
        // The short poll rests for a minute, unless it is asked to hurry.
        race.setNumber("poll", "1000");
        race.awaitFinish(text);
        race.setNumber("poll", "60000");
        for (String wire : PagePerson.WIRES) {
            race.page()
                    .await(
                            "the lab's count of " + wire,
                            () -> {
                                JsonNode row = meters(wire);
                                assertThat(row.path("bytesIn").asLong()).isPositive();
                                return race.total(wire, "up") == row.path("bytesIn").asLong()
                                        && race.total(wire, "down") == row.path("bytesOut").asLong()
                                        && race.total(wire, "requests")
                                                == row.path("requests").asLong()
                                        && race.total(wire, "payload") == payload(row);
                            });
        }
    }

    @Tag("slow")
    @Test
    void lanesAreChosenInTheAddressAndOnThePageAndOnlyTheirTransportsHaveConnections() {
        // A session may end while it connects, or while its meters are read.
        visit.tolerate("before the connection is established", "401");
        RacePerson race = race("?rate=5&lanes=tcp,sse,short-poll");
        race.awaitFinish();
        assertThat(race.lanes()).containsExactly("sse", "short-poll", "tcp");
        race.toggleLane("short-poll");
        race.toggleLane("websocket");
        assertThat(race.search()).isEqualTo("?rate=5&lanes=websocket,sse,tcp");
        assertThat(race.lanes()).containsExactly("websocket", "sse", "tcp");
        long polls = meters("short-poll").path("requests").asLong();
        assertThat(polls).isPositive();
        race.awaitFinish();
        assertThat(race.page().text(".board thead")).doesNotContain("poll");
        race.runFor(1.5);
        assertThat(meters("short-poll").path("requests").asLong())
                .as("polls, once it had no lane")
                .isBetween(polls, polls + 1);
        assertThat(meters("long-poll").path("requests").asLong()).isZero();
        for (String lane : List.of("websocket", "sse", "tcp")) {
            race.toggleLane(lane);
        }
        assertThat(race.lanes()).as("the last lane stays").containsExactly("tcp");
        race.page()
                .await(
                        "the end of the others",
                        () ->
                                meters("websocket").path("connectionsOpen").asLong()
                                                + meters("sse").path("connectionsOpen").asLong()
                                        == 1);
        race.awaitFinish();
        assertThat(race.search()).isEqualTo("?rate=5&lanes=tcp");
    }

    @Tag("slow")
    @Test
    void theLaneOverWhichThePagePublishesIsShown() {
        RacePerson race = race("?rate=5&lanes=tcp,pigeon&over=sse");
        assertThat(race.page().text("#notes")).contains("lanes");
        assertThat(race.lanes())
                .containsExactly("websocket", "sse", "long-poll", "short-poll", "tcp");
        race.awaitFinish();
        assertThat(race.page().find(".choose-lanes input[value='sse']").isEnabled()).isFalse();
    }

    private JsonNode meters(String wire) {
        try {
            return lab.json("/api/meters").path("transports").path(wire);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long payload(JsonNode row) {
        JsonNode ledger = row.path("ledger");
        return ledger.path("in").path("payload").asLong()
                + ledger.path("out").path("payload").asLong();
    }

    @Tag("slow")
    @Test
    void namesAndTextsFromAnyoneAppearAsTextAndNothingRuns() throws Exception {
        RacePerson race = race("?by=person").awaitWires();
        String token = lab.token("עליזה");
        for (String text :
                List.of(
                        "<img src=x onerror='window.pwned=1'><script>window.pwned=1</script>",
                        "\u202Eright to left\u202C, zero\u200Bwidth",
                        "robot 1 due 2000-01-01T00:00:00.000000Z")) {
            lab.say(token, "#lobby", text);
            race.awaitFinish(text);
        }
        PagePerson page = race.page();
        assertThat(page.text(".board tbody tr")).contains("עליזה");
        assertThat(page.script("return String(window.pwned)")).isEqualTo("undefined");
        assertThat(page.all(".board img, .board script")).isEmpty();
    }

    @Tag("slow")
    @Test
    void settingsAreInTheAddressAndUnknownOnesAreReported() {
        // A race may be left while it connects.
        visit.tolerate("before the connection is established");
        RacePerson race = race("?preset=ticker&rate=999&foo=%3Cb%3Ebar");
        PagePerson page = race.page();
        assertThat(page.text("#notes")).contains("foo").contains("rate");
        assertThat(page.attribute(".preset[aria-pressed=true]", "data-preset")).isEqualTo("ticker");
        assertThat(page.value("input[name=rate]")).isEqualTo("20");
        race.setNumber("rate", "3");
        page.find(".preset[data-preset='poll-5s']").click();
        race.setNumber("size", "100");
        assertThat(race.search()).isEqualTo("?preset=poll-5s&size=100");
        race.setNumber("size", "5");
        assertThat(race.search()).as("a size that cannot be").isEqualTo("?preset=poll-5s&size=100");
        page.find("#tab-telnet").click();
        assertThat(race.search()).contains("view=telnet");
        page.find("#tab-telnet").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(page.find("#view-race").isDisplayed()).isTrue();
        page.browser().navigate().back();
        page.await("the view before", () -> page.find("#view-lessons").isDisplayed());
        page.browser().navigate().back();
        page.browser().navigate().back();
        page.browser().navigate().back();
        page.await("the race again", () -> page.find("#view-race").isDisplayed());
        assertThat(race.search()).isEqualTo("?preset=poll-5s&size=100");
        page.browser().navigate().forward();
        page.await("telnet again", () -> page.find("#view-telnet").isDisplayed());
    }

    @Tag("slow")
    @Test
    void aPauseStopsTheMessagesAndAStepPublishesOne() {
        RacePerson race = race("?rate=5");
        race.awaitFinish();
        race.page().click("#pause");
        assertThat(race.search()).isEqualTo("?rate=5&paused=yes");
        race.runFor(0.5);
        long before = race.latestNumber();
        race.runFor(1);
        assertThat(race.latestNumber()).as("while it is paused").isEqualTo(before);
        race.page().click("#step");
        race.page()
                .await(
                        "one more, everywhere",
                        () -> race.latestNumber() == before + 1 && race.isFinished());
        race.runFor(1);
        assertThat(race.latestNumber()).isEqualTo(before + 1);
    }

    @Tag("slow")
    @Test
    void afterAKilledLabHasRestartedTheRaceResumesAndEachLaneShowsItsState() throws Exception {
        visit.tolerate("net::ERR", "WebSocket connection", "401", "503");
        try (LabProgram first = LabProgram.serve("--http-port=0", "--tcp-port=0")) {
            int httpPort = first.httpPort();
            int tcpPort = first.tcpPort();
            RacePerson race = new RacePerson(visit.person("http://127.0.0.1:" + httpPort));
            race.open("?rate=2&lang=en").awaitFinish();
            first.kill();
            race.page().await("every lane to be lost", () -> race.working() == 0);
            assertThat(race.page().all(".wire .state"))
                    .extracting(state -> state.getText())
                    .allMatch(state ->
                            state.matches(
                                    "connecting|requesting|closed.*|.*: retrying in [\\d.]+ s"));
            try (LabProgram second =
                    LabProgram.serve("--http-port=" + httpPort, "--tcp-port=" + tcpPort)) {
                assertThat(second.httpPort()).isEqualTo(httpPort);
                race.awaitWires();
                String before = race.latestCursor();
                race.page().await("messages", () -> !race.latestCursor().equals(before));
                race.awaitFinish();
                race.page().leave();
            }
        }
    }

    @Tag("slow")
    @Test
    void thePageIsAvailableInChinese() {
        PagePerson page = race("?lang=zh-CN&pane=how").page();
        assertThat(page.text("#tab-race")).isEqualTo("竞速");
        assertThat(page.script("return document.documentElement.lang")).isEqualTo("zh-CN");
        assertThat(page.text("#view-race"))
                .doesNotContainPattern("\\b[a-z]+\\.[a-z]+[A-Z]?[a-z]*\\b\\{");
    }

    @Tag("slow")
    @Test
    void axeFindsNoSeriousViolation() throws Exception {
        PageScriptTest.needTools();
        visit.allowNetworks();
        RacePerson race = new RacePerson(visit.person(lab.origin()));
        for (String search :
                List.of(
                        "?rate=2&network=lan",
                        "?pane=charts&colours=dark",
                        "?pane=how&lang=zh-CN")) {
            race.open(search).awaitFinish();
            assertThat(race.page().accessibilityFaults()).as(search).isEqualTo("[]");
        }
    }

    @Tag("slow")
    @Test
    void theRaceFitsAPhoneAMagnifiedWindowAndAProjector() throws Exception {
        PagePerson page = visit.person(lab.origin());
        page.size(390, 844);
        RacePerson race = new RacePerson(page).open("?rate=2");
        race.awaitFinish();
        assertThat(race.pictures()).as("the lanes' pictures").allMatch(width -> width > 300);
        assertThat(page.fitsTheWidth()).isTrue();
        page.await("what a message cost", () -> race.number("tcp", "bytes") > 0);
        assertThat(page.script(CUT)).as("texts that are cut on a phone").isEqualTo(List.of());
        page.keepPicture("race-phone.png");

        // A projector's 1280 by 720 at 200 %.
        page.size(640, 360);
        assertThat(page.fitsTheWidth()).isTrue();
        assertThat(bottomOfLane(page, 1)).as("where the second lane ends").isBetween(1.0, 360.0);

        page.size(1280, 720);
        for (String pane : List.of("charts", "bytes", "code", "how", "messages")) {
            page.click("#pane-tab-" + pane);
            assertThat(page.smallestText("body")).as("pixels with %s", pane).isEqualTo(14);
        }
        assertThat(bottomOfLane(page, 3)).as("where the last lane ends").isBetween(1.0, 720.0);
        page.click("#pane-tab-bytes");
        page.await("bytes", () -> !page.all(".unit-row").isEmpty());
        assertThat(bottomOfLane(page, 3)).as("beside the inspector").isBetween(1.0, 720.0);
        assertThat(page.script(BESIDE)).as("the inspector is at the right").isEqualTo(true);
        page.click(".panes .close");
        assertThat(page.find("#race-text").isDisplayed()).isTrue();

        page.size(1920, 1080);
        page.await("all panes beside", () -> page.script(BESIDE).equals(true));
        assertThat(race.pictures()).as("the lanes' pictures").allMatch(width -> width > 400);
        for (String view : List.of("chat", "telnet", "results")) {
            page.click("#tab-" + view);
            page.await(view, () -> !page.text("#view-" + view).isEmpty());
            assertThat(page.smallestText("body")).as("pixels of %s", view).isEqualTo(14);
        }
    }

    private static double bottomOfLane(PagePerson page, int lane) {
        Object bottom =
                page.script(
                        "return document.querySelectorAll('.wire')[arguments[0]].getBoundingClientRect().bottom",
                        lane);
        return Double.parseDouble(String.valueOf(bottom));
    }

    @Tag("slow")
    @Test
    void theKeyboardReachesTheMarksAndNothingMovesForThoseWhoWantThat() {
        PagePerson page = visit.person(lab.origin());
        page.command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        RacePerson race = new RacePerson(page).open("?rate=2&lang=en");
        race.awaitFinish();
        assertThat((Long) page.browser().executeAsyncScript(MOVES))
                .as("pictures in a second and a half")
                .isBetween(0L, 2L);
        String lane = ".wire[data-transport=short-poll] .picture";
        page.script("document.querySelector(arguments[0]).focus()", lane);
        page.await(
                "a mark",
                () -> {
                    page.browser().switchTo().activeElement().sendKeys(Keys.END);
                    return page.attribute(lane, "aria-valuetext")
                            .matches("lap .*, from pace-.*: [\\d.]+ m?s");
                });
        String newest = page.attribute(lane, "aria-valuenow");
        page.browser().switchTo().activeElement().sendKeys(Keys.ARROW_LEFT);
        assertThat(page.attribute(lane, "aria-valuenow")).isNotEqualTo(newest);
        page.browser().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(race.search()).contains("pane=bytes");
        assertThat(page.script("return document.activeElement.className"))
                .as("new rows do not take the focus")
                .isEqualTo("picture");
        page.command("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    private RacePerson race(String search) {
        return new RacePerson(visit.person(lab.origin())).open(search);
    }
}
