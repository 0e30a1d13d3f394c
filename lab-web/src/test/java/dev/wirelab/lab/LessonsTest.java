package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The lessons in a real browser against a real lab: each step makes its connections and ends with
/// what it is about.
@Timeout(120)
@ResourceLock(Visit.RACE)
class LessonsTest {
    private static final List<String> STEPS =
            List.of(
                    "handshake",
                    "frames",
                    "polling",
                    "long-polling",
                    "keep-alive",
                    "events",
                    "binary",
                    "socket-io",
                    "tls",
                    "people");

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    @Tag("slow")
    @Test
    void stepsStopAtTheirEventAndASocketEndsInEachWay() throws Exception {
        visit.tolerate("WebSocket connection", "401");
        PagePerson page = open("?view=lessons&lesson=none");
        assertThat(page.text("#notes")).contains("lesson");
        awaitMoment(page, "handshake");
        assertThat(page.text(".lessons .units")).contains("GET /ws", "101");
        page.find(".lesson-head .primary").click();
        assertThat(page.script("return location.search"))
                .isEqualTo("?view=lessons&lesson=frames&lang=en");
        awaitMoment(page, "frames");
        assertThat(page.text(".lessons .seen")).containsPattern("a frame of \\d+ bytes");

        page.click(".step[data-lesson='events']");
        call(page, "new WebSocket(url)");
        awaitEvent(page, "open");
        call(page, "send('…')");
        page.awaitText(".event-log", "string, message");
        call(page, "close(1000");
        awaitClose(page, 1000, true);
        call(page, "new WebSocket(url)");
        page.awaitText(".ready", "1 OPEN");
        call(page, "Cut the network");
        awaitClose(page, 1006, false);
        call(page, "new WebSocket(url)");
        page.awaitText(".ready", "1 OPEN");
        call(page, "End the server");
        awaitClose(page, 4501, true);
        call(page, "without a valid token");
        awaitEvent(page, "error");

        page.size(390, 844);
        for (String step : STEPS) {
            page.click(".step[data-lesson='" + step + "']");
            assertThat(page.fitsTheWidth()).as("%s fits a phone", step).isTrue();
            assertThat(page.smallestText(".lessons")).as("pixels").isEqualTo(14);
        }
    }

    @Tag("deep")
    @Test
    void everyStepShowsWhatItIsAbout() throws Exception {
        PagePerson page = open("?view=lessons&lesson=polling");
        awaitMoment(page, "polling");
        assertThat(page.text(".lessons .seen")).contains("Polls answered");
        page.keepPicture("lessons.png");
        page.click(".step[data-lesson='long-polling']");
        awaitMoment(page, "long-polling");
        assertThat(page.text(".lessons .seen")).contains("8 messages came in responses");
        page.click(".step[data-lesson='keep-alive']");
        awaitMoment(page, "keep-alive");
        page.click(".experiment button");
        page.await("both attempts", () -> page.all(".connections tbody tr").size() == 2);
        assertThat(page.attribute(".connections [data-anew=no]", "data-opened")).isEqualTo("1");
        assertThat(page.attribute(".connections [data-anew=yes]", "data-opened")).isEqualTo("10");

        page.click(".step[data-lesson='binary']");
        for (Map.Entry<String, String> form :
                Map.of("blob", "Blob, size", "arraybuffer", "ArrayBuffer, byteLength").entrySet()) {
            call(page, "'" + form.getKey() + "'");
            page.awaitText(".ready", "1 OPEN");
            call(page, "Send 256 bytes");
            page.awaitText(".event-log", form.getValue());
        }

        page.click(".step[data-lesson='socket-io']");
        call(page, "io()");
        page.await("the upgrade", () -> !page.all("[data-event=upgrade]").isEmpty());
        call(page, "emit('say'");
        awaitEvent(page, "ack");
        page.awaitText(".lessons .seen", "requests");

        page.click(".step[data-lesson='tls']");
        page.awaitText(".lessons .stage", "./lab serve --tls");

        page.click(".step[data-lesson='people']");
        page.await("three people", () -> !page.all("[data-people='3']").isEmpty());
        page.await(
                "the online count",
                () -> page.attribute(".lessons .seen", "data-count").equals("3"));
        assertThat(page.text(".claims")).contains("HS256", "wirelab", "fox-");
        call(page, "privately");
        page.await("both", () -> page.all(".event-log li").size() == 3);
    }

    @Tag("deep")
    @Test
    void axeFindsNoSeriousViolationInAnyStep() throws Exception {
        PageScriptTest.needTools();
        PagePerson page = open("?view=lessons");
        for (String step : STEPS) {
            page.click(".step[data-lesson='" + step + "']");
            page.await("its heading", () -> page.text(".lesson h2").contains("of 10"));
            assertThat(page.accessibilityFaults()).as(step).isEqualTo("[]");
        }
    }

    private PagePerson open(String search) {
        PagePerson page = visit.person(lab.origin());
        page.open(search + "&lang=en");
        page.await("the lessons", () -> page.find(".lesson h2").isDisplayed());
        return page;
    }

    private static void awaitMoment(PagePerson page, String step) {
        page.await(
                "the moment of " + step, () -> !page.all("[data-moment='" + step + "']").isEmpty());
    }

    /// Clicks the button of a step whose text contains this.
    private static void call(PagePerson page, String text) {
        page.await(
                text,
                () ->
                        Boolean.TRUE.equals(
                                page.script(
                                        """
                                        const found = [...document.querySelectorAll('.stage .actions button')].find((one) =>
                                          one.textContent.includes(arguments[0]));
                                        found?.click();
                                        return found !== undefined;
                                        """,
                                        text)));
    }

    private static void awaitEvent(PagePerson page, String name) {
        page.await(name, () -> !page.all(".event-log [data-event='" + name + "']").isEmpty());
    }

    private static void awaitClose(PagePerson page, int code, boolean clean) {
        page.awaitText(".event-log", "code " + code);
        assertThat(page.text(".event-log"))
                .containsPattern("code " + code + " · reason '\\w*' · wasClean " + clean);
        assertThat(page.attribute(".codes [data-last]", "data-code"))
                .isEqualTo(String.valueOf(code));
    }
}
