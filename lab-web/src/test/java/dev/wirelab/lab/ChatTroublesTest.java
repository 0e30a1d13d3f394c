package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.lab.ChatPerson.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The chat in case of failures: what is shown and what is kept.
@Timeout(120)
@Tag("slow")
@ResourceLock(Visit.CHAT)
class ChatTroublesTest {
    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private SiteLab lab = new SiteLab();

    @Test
    void missedMessagesAreCountedAndFilledIn() throws Exception {
        visit.tolerate("net::ERR");
        ChatPerson alice = someone().enter("alice", "owl");
        ChatPerson bob = someone().enter("bob", "bear");
        alice.over("short-poll");
        bob.say("before");
        alice.awaitSaid("bob", "before");
        alice.page().online(false);
        alice.awaitNews("No connection");
        for (int i = 1; i <= 12; i++) {
            bob.say("missed " + i);
            bob.awaitSaid("bob", "missed " + i);
        }
        alice.page().online(true);
        alice.awaitSaid("bob", "missed 12");
        alice.awaitNews("12 missed messages were added");
        assertThat(alice.page().text(".log .missed")).isEqualTo("You missed 12 messages");
        assertThat(alice.said()).extracting(Said::text).endsWith("missed 11", "missed 12");
        bob.say("after");
        alice.awaitSaid("bob", "after");
        assertThat(alice.page().text(".log .missed")).isEqualTo("You missed 12 messages");
    }

    @Test
    void eventsThatAreNoLongerRetainedAreAnExplicitGap() throws Exception {
        visit.tolerate("net::ERR");
        ChatOptions forgetful =
                new ChatOptions(Duration.ofMinutes(1), Duration.ofHours(1), 20, 1 << 20, 100);
        lab.close();
        lab = SiteLab.with(forgetful);
        ChatPerson alice = someone().enter("alice", "owl");
        alice.over("short-poll");
        String token = lab.token("carol");
        lab.say(token, "#lobby", "before");
        alice.awaitSaid("carol", "before");
        alice.page().online(false);
        alice.awaitNews("No connection");
        for (int i = 0; i < 60; i++) {
            lab.say(token, "#lobby", "text " + i);
        }
        alice.page().online(true);
        alice.awaitSaid("carol", "text 59");
        assertThat(alice.page().text(".log .gap")).contains("Events are missing here");
        assertThat(alice.said()).extracting(Said::text).contains("before").doesNotContain("text 1");
    }

    @Test
    void afterAKilledLabHasRestartedTheChatReconnectsAndReportsWhatHappened() throws Exception {
        visit.tolerate("net::ERR", "WebSocket connection", "401", "503");
        try (LabProgram first = LabProgram.serve("--http-port=0", "--tcp-port=0")) {
            int httpPort = first.httpPort();
            int tcpPort = first.tcpPort();
            ChatPerson alice =
                    new ChatPerson(visit.person("http://127.0.0.1:" + httpPort))
                            .enter("alice", "fox");
            alice.join("#java");
            alice.say("said before");
            alice.awaitSaid("alice", "said before");
            alice.page().type("half a thou");
            first.kill();
            alice.awaitNews("No connection");
            String typed = alice.page().value("#say-text");
            alice.say("said meanwhile");
            alice.page().type(typed);
            try (LabProgram second =
                    LabProgram.serve("--http-port=" + httpPort, "--tcp-port=" + tcpPort)) {
                assertThat(second.httpPort()).isEqualTo(httpPort);
                alice.page().awaitText(".log", "The lab was away longer");
                alice.awaitNews("logged in again as alice");
                assertThat(alice.page().value("#say-text")).isEqualTo("half a thou");
                alice.page().awaitText("#members", "1 member");
                alice.page()
                        .await(
                                "the message that was not sent",
                                () -> !alice.page().all("#pending .failed button").isEmpty());
                alice.page().click("#pending .failed button");
                alice.awaitSaid("alice", "said meanwhile");
                alice.say("said after");
                alice.awaitSaid("alice", "said after");
                assertThat(alice.said())
                        .extracting(Said::text)
                        .containsExactly("said before", "said meanwhile", "said after");
                assertThat(alice.page().all(".log .gap")).as("notices").hasSize(1);
                alice.page().leave();
            }
        }
    }

    @Test
    void theEndOfTheSessionLeadsToTheLogInAndKeepsTheDraft() throws Exception {
        visit.tolerate("401", "WebSocket connection");
        ChatPerson alice = someone().enter("alice", "fox");
        alice.page().type("half a thou");
        lab.as(alice.page().token(), "DELETE", "/api/sessions/me", "");
        alice.page().await("the log-in", () -> alice.page().find("#log-in").isDisplayed());
        assertThat(alice.page().text("#log-in-reason")).contains("session has ended");
        alice.logIn("alice", "fox");
        assertThat(alice.page().value("#say-text")).isEqualTo("half a thou");
    }

    @Test
    void anExpiredTokenLeadsToTheLogInAndKeepsTheDraft() throws Exception {
        visit.tolerate("401", "WebSocket connection");
        lab.close();
        lab =
                SiteLab.with(
                        new ChatOptions(
                                Duration.ofMinutes(1), Duration.ofSeconds(5), 1_000, 1 << 20, 100));
        ChatPerson alice = someone().enter("alice", "fox");
        alice.page().type("half a thou");
        alice.page().await("the log-in", () -> alice.page().find("#log-in").isDisplayed());
        assertThat(alice.page().text("#log-in-reason")).contains("session has ended");
        alice.logIn("alice", "fox");
        assertThat(alice.page().value("#say-text")).isEqualTo("half a thou");
    }

    @Test
    void aTransportThatDoesNotComeThroughIsNamedAndTheNextIsOffered() {
        visit.tolerate("net::ERR");
        ChatPerson alice = someone().enter("alice", "fox");
        alice.page().command("Network.enable", Map.of());
        alice.page().command("Network.setBlockedURLs", Map.of("urls", List.of("*/poll/short*")));
        alice.page().click("#wires input[value='short-poll']");
        alice.awaitNews("Short poll does not come through, although the lab responds");
        alice.page().click("#wire-news [data-next]");
        alice.awaitNews("Reconnected");
        assertThat(alice.page().attribute("#wires input:checked", "value")).isEqualTo("websocket");
        alice.say("through");
        alice.awaitSaid("alice", "through");
        alice.page().command("Network.setBlockedURLs", Map.of("urls", List.of()));
    }

    @Test
    void aTakenNameIsReported() {
        visit.tolerate("409");
        someone().enter("alice", "fox");
        ChatPerson bob = someone().open();
        bob.page().tryToLogIn("Alice", "frog");
        bob.page().awaitText("#log-in-reason", "This name is taken");
        bob.logIn("bob", "frog");
    }

    private ChatPerson someone() {
        return new ChatPerson(visit.person(lab.origin()));
    }
}
