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
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/// Someone at the page, with a browser of their own: what they do, and what they see.
final class PagePerson implements AutoCloseable {
    /// The transports that the page speaks.
    static final List<String> WIRES = List.of("websocket", "long-poll", "short-poll", "tcp");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final ChromeDriver browser = Chromium.start();

    PagePerson() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 1280, "height", 720, "deviceScaleFactor", 1, "mobile", false));
    }

    ChromeDriver browser() {
        return browser;
    }

    void open(URI page) {
        browser.get(page.toString());
    }

    void tryToLogIn(String name, String avatar) {
        await("the log-in", () -> find("#name").isDisplayed());
        find("#name").clear();
        find("#name").sendKeys(name);
        browser.executeScript(
                "document.querySelector('#avatars [value=' + arguments[0] + ']').click()", avatar);
        find("#log-in-form [type=submit]").click();
    }

    /// Puts a text into the box, of characters that no keyboard has.
    void type(String text) {
        browser.executeScript(
                "const box = document.querySelector('#say-text'); box.value = arguments[0];"
                        + "box.dispatchEvent(new Event('input'))",
                text);
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
