package dev.wirelab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// Someone at the page, with a browser of their own: what they do, and what they see.
final class PagePerson implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    /// Every message of one lane as the page shows it, and nothing that it does not show.
    private static final String SHOWN =
            """
            return JSON.stringify([...document.querySelectorAll(
                '.lane[data-transport="' + arguments[0] + '"] .message')].map((row) => ({
              from: row.querySelector('.name').textContent,
              to: row.querySelector('.to').textContent,
              text: row.querySelector('.text').textContent,
              shown: row.querySelector('.latency').textContent,
              milliseconds: Number(row.querySelector('.latency').dataset.milliseconds),
              exact: row.querySelector('.latency').dataset.exact === 'true',
            })));
            """;

    private final ChromeDriver browser = Chromium.start();

    PagePerson() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1280, "height", 720, "deviceScaleFactor", 1, "mobile", false));
    }

    /// A message in a lane.
    ///
    /// @param shown its latency as people read it
    /// @param milliseconds its latency
    /// @param exact whether the page's own clock timed it
    record Shown(
            String from, String to, String text, String shown, double milliseconds, boolean exact) {
        boolean says(String sender, String address, String what) {
            return from.equals(sender) && to.equals(address) && text.equals(what);
        }
    }

    ChromeDriver browser() {
        return browser;
    }

    void open(URI page) {
        browser.get(page.toString());
    }

    /// Logs in and waits until every wire is connected.
    void logIn(String name, String avatar) {
        tryToLogIn(name, avatar);
        await("all lanes of " + name, () -> connectedLanes().size() == 4);
    }

    void tryToLogIn(String name, String avatar) {
        await("the log-in", () -> find("#name").isDisplayed());
        find("#name").clear();
        find("#name").sendKeys(name);
        browser.executeScript(
                "document.querySelector('#avatars [value=' + arguments[0] + ']').click()", avatar);
        find("#log-in-form [type=submit]").click();
    }

    /// The transports of all lanes that are at work.
    Set<String> connectedLanes() {
        Set<String> lanes = new TreeSet<>();
        for (WebElement lane : browser.findElements(By.cssSelector(".lane"))) {
            String state = lane.findElement(By.className("state")).getDomAttribute("data-state");
            if (Set.of("open", "waiting", "idle", "queued").contains(String.valueOf(state))) {
                lanes.add(String.valueOf(lane.getDomAttribute("data-transport")));
            }
        }
        return lanes;
    }

    /// Says something to the current address.
    void say(String text, String over) {
        choose("#say-over", over);
        type(text);
        find("#say-text").sendKeys(Keys.ENTER);
    }

    void sayTo(String address, String text, String over) {
        await(address + " to speak to", () -> addresses().contains(address));
        choose("#say-to", address);
        say(text, over);
    }

    /// Puts a text into the box, of characters that no keyboard has.
    void type(String text) {
        browser.executeScript(
                "const box = document.querySelector('#say-text'); box.value = arguments[0];"
                        + "box.dispatchEvent(new Event('input'))",
                text);
    }

    /// The addresses that can be spoken to.
    List<String> addresses() {
        return browser.findElements(By.cssSelector("#say-to option")).stream()
                .map(option -> String.valueOf(option.getDomProperty("value")))
                .toList();
    }

    void join(String group) {
        find("#join-name").sendKeys(group, Keys.ENTER);
        await("to be in " + group, () -> addresses().contains(group));
    }

    List<Shown> shown(String transport) {
        try {
            String rows = (String) browser.executeScript(SHOWN, transport);
            return List.of(JSON.readValue(rows, Shown[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until the lane of a transport shows this message, and returns it.
    Shown awaitMessage(String transport, String from, String to, String text) {
        List<Shown> found = new ArrayList<>();
        await(
                "'" + text + "' over " + transport,
                () -> {
                    found.clear();
                    shown(transport).stream()
                            .filter(shown -> shown.says(from, to, text))
                            .forEach(found::add);
                    return found.size() == 1;
                });
        return found.getFirst();
    }

    /// A number beside a lane: `up`, `down` (bytes), `requests` or `median` (milliseconds); -1
    /// before there is one.
    double figure(String transport, String what) {
        String value =
                find(".lane[data-transport='" + transport + "'] ." + what)
                        .getDomAttribute("data-value");
        return value == null ? -1 : Double.parseDouble(value);
    }

    String text(String selector) {
        return find(selector).getText();
    }

    WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    /// The token of the session that the page remembers.
    String token() {
        Object token =
                browser.executeScript(
                        "return JSON.parse(sessionStorage.getItem('wirelab.session')).token");
        return String.valueOf(token);
    }

    /// Waits until something is so on the page; rows that are redrawn meanwhile are looked up
    /// again.
    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds(condition)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + " did not come; the page shows:\n" + text("body"));
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException e) {
            return false;
        }
    }

    private void choose(String list, String value) {
        find(list + " option[value='" + value + "']").click();
    }

    /// Errors that the console got since it was last asked.
    List<String> consoleErrors() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /// What the browser has requested, and which WebSockets it has opened, since it was last asked.
    List<URI> requested() {
        List<URI> requests = new ArrayList<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = message(entry).path("message");
            JsonNode parameters = message.path("params");
            String url =
                    switch (message.path("method").asText()) {
                        case "Network.requestWillBeSent" ->
                                parameters.path("request").path("url").asText();
                        case "Network.webSocketCreated" -> parameters.path("url").asText();
                        default -> "";
                    };
            if (!url.isEmpty() && !url.startsWith("data:") && !url.startsWith("about:")) {
                requests.add(URI.create(url));
            }
        }
        return requests;
    }

    byte[] screenshot() {
        return browser.getScreenshotAs(OutputType.BYTES);
    }

    @Override
    public void close() {
        browser.quit();
    }

    private static JsonNode message(LogEntry entry) {
        try {
            return JSON.readTree(entry.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
