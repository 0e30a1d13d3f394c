package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// The telnet pane and the results tab in a real browser against a real lab.
@Timeout(120)
class TelnetAndResultsTest {
    private static final String RUN = "2026-11-21T12-00-00";

    @TempDir private Path folder;
    private SiteLab lab;
    private ChatPerson alice;
    private final List<String> tolerated = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        Path run = Files.createDirectories(folder.resolve("results").resolve(RUN));
        Files.createDirectories(run.resolve("tcp/gatling/js"));
        Files.writeString(run.resolve("tcp/gatling/index.html"), "<!doctype html>gatling");
        Files.writeString(run.resolve("tcp/gatling/js/beside.js"), "document.title += ' beside';");
        Files.writeString(
                run.resolve("result.json"),
                "{\"transports\":[\"tcp\"],\"partial\":true,"
                        + "\"workload\":{\"readers\":7,\"rate\":20.0,\"size\":64}}");
        Files.writeString(
                run.resolve("report.html"),
                """
                <!doctype html><title>report</title><style>p { color: rgb(1, 2, 3) }</style>
                <p id=p>…</p>
                <script>
                  document.title += ' inline';
                  fetch('/api/results').then(() => document.title += ' FETCHED', () => 0);
                  try { sessionStorage.x = 1; document.title += ' STORED'; } catch { /* as it is to be */ }
                  try { eval('document.title += " EVALUATED"'); } catch { /* as it is to be */ }
                </script>
                <script src="tcp/gatling/js/beside.js"></script>
                """);
        Path results = folder.resolve("results");
        lab = new SiteLab(new SiteOptions(results, Optional.of(StandInLoad.jar(folder)), false));
        alice = new ChatPerson();
    }

    @AfterEach
    void stop() {
        List<String> errors = alice.page().consoleErrors();
        alice.close();
        lab.close();
        assertThat(errors)
                .as("errors in the console")
                .filteredOn(error -> tolerated.stream().noneMatch(error::contains))
                .isEmpty();
    }

    @Test
    void theTelnetPaneIsARealTcpConnectionOfTheSession() throws Exception {
        tolerated.add("favicon");
        alice.open(URI.create(lab.origin()));
        alice.logIn("alice", "fox");
        alice.click("#tab-telnet");
        PagePerson page = alice.page();
        page.await("the greeting", () -> page.text("#telnet-screen").contains("ok "));
        assertThat(page.text("#telnet-command"))
                .isEqualTo("telnet 127.0.0.1 " + lab.server().tcpPort());
        assertThat(page.text("#telnet-screen"))
                .as("the token is not shown")
                .contains("/token \u2022")
                .doesNotContain(page.token());
        page.find("#telnet-line").sendKeys("/ping", Keys.ENTER);
        page.await("pong", () -> page.text("#telnet-screen").contains("pong"));
        String text = "<i>by \\ hand</i>";
        page.find("#telnet-line").sendKeys(text, Keys.ENTER);
        page.await(
                "it comes back raw",
                () -> page.text("#telnet-screen").contains("#lobby alice <i>by \\\\ hand</i>"));
        assertThat(page.text("#telnet-state"))
                .matches("open: [0-9,]+ bytes up, [0-9,]+ bytes down.*");
        ChatTest.keepScreenshot("telnet.png", page.screenshot());
        alice.click("#tab-chat");
        alice.awaitSaid("alice", text);
    }

    @Test
    void theTelnetPaneAsksForALogIn() {
        alice.page().open(URI.create(lab.origin() + "/?view=telnet&lang=en"));
        alice.page()
                .await(
                        "a log-in",
                        () -> alice.page().text("#view-telnet").contains("Log in first"));
        assertThat(alice.page().find("#telnet-line").isDisplayed()).isFalse();
    }

    @Test
    void resultsAreListedAndAReportRunsInItsSandbox() {
        PagePerson page = alice.page();
        page.open(URI.create(lab.origin() + "/?view=results&lang=en"));
        page.await("the list", () -> page.text("#results-list").contains(RUN));
        assertThat(page.text("#results-list"))
                .contains("partial", "7 readers", "20 messages a second", "Gatling: tcp");
        page.open(URI.create(lab.origin() + "/api/results/" + RUN + "/report.html"));
        page.await("its scripts", () -> page.browser().getTitle().contains("beside"));
        assertThat(page.browser().getTitle()).isEqualTo("report inline beside");
        assertThat(alice.script("return getComputedStyle(document.querySelector('p')).color"))
                .isEqualTo("rgb(1, 2, 3)");
        // What the sandbox kept from happening.
        tolerated.addAll(
                List.of("Content Security Policy", "unsafe-eval", "connect-src", "favicon"));
    }

    @Test
    void aComparisonIsStartedWithOptionsFollowedAndCancelled() throws Exception {
        tolerated.add("400");
        PagePerson page = alice.page();
        page.open(URI.create(lab.origin() + "/?view=results&lang=en"));
        page.await("the form", () -> page.find("#comparison-form").isDisplayed());
        page.find("#comparison-form [name=readers]").sendKeys("none");
        page.find("#comparison-form [type=submit]").click();
        page.await(
                "the refusal",
                () -> page.text("#comparison-state").contains("readers must be a whole number"));
        page.find("#comparison-form [name=readers]").clear();
        page.find("#comparison-form [name=readers]").sendKeys("5");
        alice.click("#comparison-form [name=transports][value=short-poll]");
        page.find("#comparison-form [type=submit]").click();
        page.await("its end", () -> page.text("#comparison-state").contains("Done"));
        assertThat(page.text("#comparison-lines"))
                .contains(
                        "compare --transports websocket,long-poll,tcp --quick --readers 5",
                        "1/1 tcp: measuring");
        page.await(
                "the new result",
                () -> page.text("#results-list").contains("made-by-the-stand-in"));
        page.find("#comparison-form [name=duration]").sendKeys("10m");
        page.find("#comparison-form [type=submit]").click();
        page.await("its lines", () -> page.text("#comparison-lines").contains("measuring"));
        assertThat(page.find("#comparison-progress").isDisplayed()).isTrue();
        ChatTest.keepScreenshot("results.png", page.screenshot());
        page.find("#comparison-cancel").click();
        page.await("its end", () -> page.text("#comparison-state").contains("was cancelled"));
        assertThat(page.find("#comparison-cancel").isDisplayed()).isFalse();
    }
}
