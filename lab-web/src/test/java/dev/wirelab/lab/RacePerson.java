package dev.wirelab.lab;

import java.util.List;
import org.openqa.selenium.WebElement;

/// A user of the race.
///
/// @param page the browser
record RacePerson(PagePerson page) {
    /// Opens the race.
    ///
    /// @param search the address from `?` on
    RacePerson open(String search) {
        page.open(search);
        page.await("the race", () -> !page.all(".wire").isEmpty());
        return this;
    }

    /// The transports that have a lane.
    List<String> lanes() {
        return page.all(".wire").stream()
                .map(lane -> String.valueOf(lane.getDomAttribute("data-transport")))
                .toList();
    }

    /// Chooses or drops a lane.
    void toggleLane(String transport) {
        page.click(".choose-lanes input[value='" + transport + "']");
    }

    /// Waits until every lane has a connection.
    RacePerson awaitWires() {
        page.await("all wires", () -> working() == lanes().size());
        return this;
    }

    /// The number of lanes that have a connection.
    int working() {
        return (int)
                page.all(".wire .state").stream()
                        .map(state -> String.valueOf(state.getDomAttribute("data-state")))
                        .filter(List.of("open", "waiting", "idle", "queued")::contains)
                        .count();
    }

    /// How wide the pictures of the lanes are, in pixels.
    List<Integer> pictures() {
        return page.all(".wire .picture").stream()
                .map(picture -> picture.getSize().getWidth())
                .toList();
    }

    /// Waits until some message has arrived on every lane.
    void awaitFinish() {
        awaitFinish("");
    }

    /// Waits until a message has arrived on every lane.
    ///
    /// @param text its own, or empty for any
    void awaitFinish(String text) {
        page.await(
                "'" + text + "' on every wire",
                () ->
                        isTrue(
                                """
                                return [...document.querySelectorAll('.board tbody tr:not([hidden])')].some((row) =>
                                  (arguments[0] === '' || row.querySelector('.text').textContent === arguments[0])
                                  && [...row.querySelectorAll('.took')].every((cell) => cell.dataset.milliseconds !== ''));
                                """,
                                text));
    }

    /// Whether the latest message has arrived on every lane.
    boolean isFinished() {
        return isTrue(
                """
                return [...document.querySelector('.board tbody tr').querySelectorAll('.took')]
                  .every((cell) => cell.dataset.milliseconds !== '');
                """);
    }

    private boolean isTrue(String script, Object... arguments) {
        return Boolean.TRUE.equals(page.script(script, arguments));
    }

    /// The number that the page gave its latest message.
    long latestNumber() {
        return Long.parseLong(page.text(".board tbody tr .text").split(" ", -1)[2]);
    }

    String latestCursor() {
        return page.attribute(".board tbody tr", "data-cursor");
    }

    /// A figure beside a lane, empty if there is none yet.
    String figure(String transport, String figure) {
        return page.attribute(lane(transport) + " ." + figure + " dd", "data-value");
    }

    /// The same, 0 if there is none yet.
    double number(String transport, String figure) {
        String value = figure(transport, figure);
        return value.isEmpty() ? 0 : Double.parseDouble(value);
    }

    /// A total of a lane, as the page shows it; -1 if it shows none yet.
    ///
    /// @param what `up`, `down`, `requests` or `payload`
    long total(String transport, String what) {
        String value = page.attribute(lane(transport) + " .totals", "data-" + what);
        return value.isEmpty() ? -1 : Long.parseLong(value);
    }

    private static String lane(String transport) {
        return ".wire[data-transport='" + transport + "']";
    }

    void setNumber(String name, String value) {
        page.script(
                "const input = document.querySelector('input[name=' + arguments[0] + ']');"
                        + "input.value = arguments[1]; input.dispatchEvent(new Event('change'))",
                name,
                value);
    }

    String search() {
        return (String) page.script("return location.search");
    }

    /// Lets the page be for some time.
    ///
    /// @return how many seconds it was
    double runFor(double seconds) {
        Object passed =
                page.browser()
                        .executeAsyncScript(
                                "const [seconds, done] = arguments; const since = performance.now();"
                                        + "setTimeout(() => done((performance.now() - since) / 1000), seconds * 1000)",
                                seconds);
        return Double.parseDouble(String.valueOf(passed));
    }

    /// Frames that the race has drawn.
    long frames() {
        return Long.parseLong(page.attribute("#view-race", "data-frames"));
    }

    /// Shows the bytes of a transport.
    void inspect(String transport) {
        page.click(".choose-wire [data-transport='" + transport + "']");
    }

    /// What the inspector lists, a line a unit.
    String units() {
        return page.text(".units");
    }

    /// The latest unit in the list.
    WebElement latestUnit() {
        return page.all(".unit-row").getLast();
    }

    /// The bytes of the chosen transport that the inspector has received.
    ///
    /// @param direction `in` or `out`
    long inspected(String direction) {
        String value = page.attribute(".sum", "data-" + direction);
        return value.isEmpty() ? -1 : Long.parseLong(value);
    }
}
