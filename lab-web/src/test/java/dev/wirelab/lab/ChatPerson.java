package dev.wirelab.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/// A user of the page's chat: actions, and what is shown.
///
/// @param page the browser
record ChatPerson(PagePerson page) {
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

    /// A message in the open conversation.
    record Said(String from, String text, boolean own) {}

    /// Opens the chat, which asks for a name.
    ChatPerson open() {
        page.open("?view=chat&lang=en");
        return this;
    }

    /// Opens the chat and goes in.
    ChatPerson enter(String name, String avatar) {
        open().logIn(name, avatar);
        return this;
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
        String pick = "#side button.pick[data-address='" + address + "']";
        page.await(
                "to be in " + address,
                () -> {
                    page.click(pick);
                    return current().equals(address);
                });
    }

    void join(String group) {
        page.find("#join-name").sendKeys(group, Keys.ENTER);
        page.await("to be in " + group, () -> current().equals(group));
    }

    String current() {
        return page.text("#talk-title");
    }

    /// Changes the transport of the chat.
    void over(String transport) {
        page.click("#wires input[value='" + transport + "']");
        page.await(
                transport,
                () ->
                        List.of("open", "waiting", "idle")
                                .contains(page.attribute("#wire-state", "data-state")));
    }

    /// Waits for a text in the state of the transport.
    void awaitNews(String part) {
        page.awaitText("#wire-news", part);
    }

    List<Said> said() {
        try {
            return List.of(JSON.readValue((String) page.script(SHOWN), Said[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The number of messages that are shown.
    long count() {
        return (long) page.script("return document.querySelectorAll('.log .message').length");
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
                page.all("#conversations [data-address='" + address + "'] .badge");
        return badges.isEmpty() ? 0 : Integer.parseInt(badges.getFirst().getText());
    }
}
