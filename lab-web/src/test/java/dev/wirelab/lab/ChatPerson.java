package dev.wirelab.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// Someone in the page's chat: what they do there, and what it shows them.
final class ChatPerson implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Every message of the open conversation as the page shows it, and nothing that it does not
    /// show.
    private static final String SHOWN =
            """
            return JSON.stringify([...document.querySelectorAll('.log .message')].map((row) => ({
              from: row.querySelector('.name').textContent,
              text: row.querySelector('.text').textContent,
              own: row.classList.contains('own'),
            })));
            """;

    private final PagePerson page = new PagePerson();

    /// A message in the open conversation.
    record Said(String from, String text, boolean own) {}

    PagePerson page() {
        return page;
    }

    /// Opens the chat of a lab.
    void open(URI lab) {
        page.open(lab.resolve("/?view=chat&lang=en"));
    }

    void logIn(String name, String avatar) {
        page.tryToLogIn(name, avatar);
        awaitInside(name);
    }

    void awaitInside(String name) {
        page.await(
                name + " to be inside",
                () ->
                        page.find("#chat").isDisplayed()
                                && page.text("#me").contains(name)
                                && Integer.parseInt("0" + page.text("#people-count")) > 0);
    }

    /// Says what cannot all be typed.
    void say(String text) {
        page.type(text);
        page.find("#say-text").sendKeys(Keys.ENTER);
    }

    /// Goes to a conversation that is listed, or to a person who is online.
    void goTo(String address) {
        By pick = By.cssSelector("#side button.pick[data-address='" + address + "']");
        page.await(address, () -> !page.browser().findElements(pick).isEmpty());
        page.await(
                "to be in " + address,
                () -> {
                    click("#side button.pick[data-address='" + address + "']");
                    return current().equals(address);
                });
    }

    void join(String group) {
        page.find("#join-name").sendKeys(group, Keys.ENTER);
        page.await("to be in " + group, () -> current().equals(group));
    }

    /// By script: the list is drawn anew whenever something happens.
    void click(String selector) {
        page.browser().executeScript("document.querySelector(arguments[0])?.click()", selector);
    }

    String current() {
        return page.text("#talk-title");
    }

    /// Has the chat carried by another wire.
    void over(String transport) {
        click("#wires input[value='" + transport + "']");
        page.await(
                transport,
                () ->
                        List.of("open", "waiting", "idle")
                                .contains(
                                        String.valueOf(
                                                page.find("#wire-state")
                                                        .getDomAttribute("data-state"))));
    }

    List<Said> said() {
        try {
            String rows = (String) page.browser().executeScript(SHOWN);
            return List.of(JSON.readValue(rows, Said[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitSaid(String from, String text) {
        page.await(
                from + ": " + text,
                () ->
                        said().stream()
                                        .filter(said -> said.from().equals(from))
                                        .filter(said -> said.text().equals(text))
                                        .count()
                                == 1);
    }

    /// How many are unread in a conversation, 0 without a badge.
    int unread(String address) {
        List<WebElement> badges =
                page.browser()
                        .findElements(
                                By.cssSelector(
                                        "#conversations [data-address='" + address + "'] .badge"));
        return badges.isEmpty() ? 0 : Integer.parseInt(badges.getFirst().getText());
    }

    /// Whether this browser has a network.
    void online(boolean online) {
        page.browser()
                .executeCdpCommand(
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

    void size(int width, int height) {
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
                                width < 600));
    }

    Object script(String script, Object... arguments) {
        return Objects.requireNonNullElse(
                page.browser().executeScript(script, arguments), "nothing");
    }

    /// The rules of axe-core that the page breaks seriously, each with elements that do.
    String accessibilityFaults() throws IOException {
        Path axe = Path.of("node_modules", "axe-core", "axe.min.js");
        page.browser().executeScript(Files.readString(axe));
        Object found =
                page.browser()
                        .executeAsyncScript(
                                """
                                const done = arguments[0];
                                axe.run().then(({violations}) => done(violations
                                  .filter(({impact}) => ['serious', 'critical'].includes(impact))
                                  .map(({id, nodes}) => id + ': ' + nodes.slice(0, 3).map(
                                    (node) => node.html + ' ' + node.failureSummary).join(' | '))));
                                """);
        return String.valueOf(found);
    }

    @Override
    public void close() {
        page.close();
    }
}
