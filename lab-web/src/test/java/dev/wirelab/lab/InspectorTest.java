package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The inspector and the charts in a real browser against a lab without a ledger.
@Timeout(120)
@ResourceLock(Visit.RACE)
@Tag("slow")
class InspectorTest {
    /// The bytes that light up with a field, whether a pointer is anywhere or not.
    private static final String LIT =
            """
            const field = [...document.querySelectorAll('.facts tr')].find((row) => row.textContent.startsWith('Upgrade'));
            field.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
            return [...document.querySelectorAll('.dump .hex .lit')].map((part) => part.textContent).join(' ');
            """;

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void theBytesAreShownUnchangedAndSumToTheMeter() throws Exception {
        PagePerson page = visit.person(lab.origin());
        page.size(1280, 1000);
        RacePerson race = new RacePerson(page).open("?rate=1");
        race.awaitFinish();
        page.find(".wire[data-transport=websocket] .wire-name").click();
        page.await("the upgrade", () -> race.units().contains("GET /ws"));
        page.find(".unit-row[data-direction=in]").click();
        assertThat(page.text(".unit"))
                .contains("Sec-WebSocket-Key", "Upgrade websocket", "handshake", "47 45 54 20");
        assertThat(page.text(".dump")).as("a token takes one row").contains("(a masked token)");
        assertThat(page.text(".unit-row .time")).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}");
        assertThat(page.all(".unit-tools button")).hasSize(2);
        assertThat(page.script(LIT))
                .as("the bytes of a field")
                .asString()
                .startsWith("55 70 67 72");
        page.find(".unit-row[data-direction=out]").click();
        page.awaitText(".unit", "258EAFA5");
        assertThat(page.attribute(".proof", "data-holds")).isEqualTo("true");
        assertThat(page.text(".inspector")).as("a token").doesNotContain("eyJ");

        for (String wire : List.of("websocket", "tcp")) {
            race.inspect(wire);
            page.await(
                    "a message over " + wire,
                    () -> race.units().lines().anyMatch(row -> row.contains("message")));
        }
        race.inspect("short-poll");
        page.await("an empty poll", () -> race.units().contains("empty poll"));
        page.click("#pause");
        for (String wire : List.of("websocket", "tcp")) {
            race.inspect(wire);
            page.await(
                    "the sum of " + wire,
                    () ->
                            race.total(wire, "up") > 0
                                    && race.inspected("in") == race.total(wire, "up")
                                    && race.inspected("out") == race.total(wire, "down"));
        }
        race.inspect("websocket");
        race.latestUnit().click();
        assertThat(page.text(".unit .facts")).contains("FIN 1", "opcode", "MASK 0");
        page.script("document.querySelector('.panes').scrollIntoView()");
        page.keepPicture("inspector.png");
    }

    @Test
    void axeFindsNoSeriousViolationInTheInspector() throws Exception {
        PageScriptTest.needTools();
        PagePerson page = visit.person(lab.origin());
        page.size(1280, 1000);
        RacePerson race = new RacePerson(page).open("?rate=1");
        race.awaitFinish();
        page.find(".wire[data-transport=websocket] .wire-name").click();
        page.await(
                "a message", () -> race.units().lines().anyMatch(row -> row.contains("message")));
        page.click("#pause");
        race.latestUnit().click();
        page.awaitText(".unit .facts", "FIN 1");
        assertThat(page.accessibilityFaults()).isEqualTo("[]");
    }

    @Test
    void theChartSplitsTheBytesOfATransportByClass() {
        PagePerson page = visit.person(lab.origin());
        new RacePerson(page).open("?rate=0.6&pane=charts&classes=short-poll&lang=en").awaitFinish();
        page.await("a second with a text", () -> charted(page, "payload") > 0);
        page.await("a second with an empty poll", () -> charted(page, "empty poll") > 0);
        assertThat(charted(page, "heartbeat")).isZero();
    }

    /// The latest value of a line of the charts, as their legends show it; 0 if there is none.
    private static double charted(PagePerson page, String label) {
        Object value =
                page.script(
                        """
                        const row = [...document.querySelectorAll('.chart .u-series')].find((one) =>
                          one.querySelector('.u-label')?.textContent === arguments[0]);
                        return row?.querySelector('.u-value')?.textContent ?? '';
                        """,
                        label);
        String digits = String.valueOf(value).replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? 0 : Double.parseDouble(digits);
    }
}
