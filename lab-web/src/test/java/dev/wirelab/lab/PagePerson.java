package dev.wirelab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.transports.lab.TransportTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.By;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// A user of the page with a browser: actions, and what is shown.
final class PagePerson implements AutoCloseable {
    /// The transports that the page speaks.
    static final List<String> WIRES =
            TransportTypes.ALL.stream().map(type -> type.descriptor().id()).toList();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Path AXE = Path.of("node_modules", "axe-core", "axe.min.js");
    private static final URI NOWHERE = URI.create("about:blank");

    /// The size of the smallest text that is seen within an element, in whole pixels. Canvases are
    /// not looked at.
    private static final String SMALLEST_TEXT =
            """
            const sizes = [...document.querySelector(arguments[0]).querySelectorAll('*')]
              .filter((one) => one.offsetParent !== null
                && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
              .map((one) => parseFloat(getComputedStyle(one).fontSize));
            return Math.floor(Math.min(...sizes));
            """;

    private final ChromeDriver browser = Chromium.start();
    private URI lab = NOWHERE;

    ChromeDriver browser() {
        return browser;
    }

    /// Begins a visit to a lab, at a screen of 1280 by 720.
    void begin(URI address) {
        lab = address;
        size(1280, 720);
    }

    /// Opens the lab's page.
    ///
    /// @param search the address from `?` on
    void open(String search) {
        browser.get(lab.resolve("/" + search).toString());
    }

    /// Ends the visit: the page is gone, and so are its session and requests.
    void leave() {
        online(true);
        browser.get(NOWHERE.toString());
    }

    /// The screen; one as narrow as a phone's is one.
    void size(int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600));
    }

    /// Whether this browser has a network.
    void online(boolean online) {
        command(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        !online,
                        "latency",
                        0,
                        "downloadThroughput",
                        -1,
                        "uploadThroughput",
                        -1));
    }

    /// Asks the browser's own tools.
    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return browser.executeCdpCommand(name, parameters);
    }

    /// Runs a script in the page.
    ///
    /// @return `"nothing"` in place of null
    Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(browser.executeScript(script, arguments), "nothing");
    }

    /// By script: what is drawn anew whenever something happens would escape a real click.
    void click(String selector) {
        script("document.querySelector(arguments[0])?.click()", selector);
    }

    void tryToLogIn(String name, String avatar) {
        await("the log-in", () -> find("#name").isDisplayed());
        find("#name").clear();
        find("#name").sendKeys(name);
        click("#avatars [value=" + avatar + "]");
        find("#log-in-form [type=submit]").click();
    }

    /// Puts a text into the chat's box, of characters that no keyboard has.
    void type(String text) {
        script(
                "const box = document.querySelector('#say-text'); box.value = arguments[0];"
                        + "box.dispatchEvent(new Event('input'))",
                text);
    }

    String text(String selector) {
        return find(selector).getText();
    }

    /// The value of an attribute, empty without it.
    String attribute(String selector, String name) {
        return Objects.requireNonNullElse(find(selector).getDomAttribute(name), "");
    }

    /// What stands in a field.
    String value(String selector) {
        return Objects.requireNonNullElse(find(selector).getDomProperty("value"), "");
    }

    WebElement find(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    /// The size of the smallest text that is seen within an element, in whole pixels.
    long smallestText(String selector) {
        return (long) script(SMALLEST_TEXT, selector);
    }

    /// Whether nothing lies beside the screen.
    boolean fitsTheWidth() {
        return Boolean.TRUE.equals(
                script("return document.documentElement.scrollWidth <= innerWidth"));
    }

    /// The token of the session that the page remembers.
    String token() {
        return (String)
                script("return JSON.parse(sessionStorage.getItem('wirelab.session')).token");
    }

    /// Waits until something is so on the page. What is not there yet, since its view is still
    /// loading, and rows that are redrawn meanwhile are looked up again.
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
        } catch (StaleElementReferenceException | NotFoundException e) {
            return false;
        }
    }

    /// Waits until a text stands somewhere.
    void awaitText(String selector, String part) {
        await("'" + part + "' in " + selector, () -> text(selector).contains(part));
    }

    /// The rules of axe-core that the page breaks seriously, each with elements that do.
    String accessibilityFaults() throws IOException {
        script(Files.readString(AXE));
        Object found =
                browser.executeAsyncScript(
                        """
                        const done = arguments[0];
                        axe.run().then(({violations}) => done(violations
                          .filter(({impact}) => ['serious', 'critical'].includes(impact))
                          .map(({id, nodes}) => id + ': ' + nodes.slice(0, 3).map(
                            (node) => node.html + ' ' + node.failureSummary).join(' | '))));
                        """);
        return String.valueOf(found);
    }

    /// Errors that the console got since it was last asked.
    List<String> consoleErrors() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /// Whom the browser has asked for something since it was last asked, except for the lab.
    Set<String> strangers() {
        Set<String> own = Set.of(lab.getAuthority(), "localhost:" + lab.getPort());
        Set<String> found = new TreeSet<>();
        for (LogEntry entry : browser.manage().logs().get(LogType.PERFORMANCE)) {
            // Most entries are of bytes that came; they are not worth reading.
            if (entry.getMessage().contains("requestWillBeSent\"")
                    || entry.getMessage().contains("webSocketCreated\"")) {
                JsonNode asked = read(entry.getMessage()).path("message").path("params");
                String url = asked.path("request").path("url").asText(asked.path("url").asText());
                if (!url.startsWith("data:") && !url.startsWith("about:")) {
                    found.add(URI.create(url).getAuthority());
                }
            }
        }
        found.removeAll(own);
        return found;
    }

    /// Keeps a picture of what is seen. Those of the docs are only replaced when that is asked for;
    /// else a build would change the sources.
    void keepPicture(String name) throws IOException {
        Path folder =
                Boolean.getBoolean("wirelab.screenshots")
                        ? Path.of("..", "docs", "images")
                        : Path.of("target");
        Files.createDirectories(folder);
        Files.write(folder.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    }

    /// Seconds of its own CPU that the page's main thread has worked since this was first asked.
    double mainThreadSeconds() {
        command("Performance.enable", Map.of("timeDomain", "threadTicks"));
        Object metrics = command("Performance.getMetrics", Map.of()).get("metrics");
        return StreamSupport.stream(JSON.valueToTree(metrics).spliterator(), false)
                .filter(metric -> metric.path("name").asText().equals("TaskDuration"))
                .mapToDouble(metric -> metric.path("value").asDouble())
                .sum();
    }

    /// Bytes of the page's heap that are in use after a collection.
    double heap() {
        command("HeapProfiler.collectGarbage", Map.of());
        return Double.parseDouble(
                String.valueOf(command("Runtime.getHeapUsage", Map.of()).get("usedSize")));
    }

    @Override
    public void close() {
        browser.quit();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
