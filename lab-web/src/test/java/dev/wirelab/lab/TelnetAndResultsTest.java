package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.lab.config.SiteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

/// The telnet pane and the results tab in a real browser with a real lab.
@Timeout(120)
@ResourceLock(Visit.CHAT)
class TelnetAndResultsTest {
    private static final String RUN = "2026-11-21T12-00-00";

    @TempDir private Path folder;
    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private SiteLab lab;
    private PagePerson page;

    @BeforeEach
    void start() throws IOException {
        Path run = Files.createDirectories(folder.resolve("results").resolve(RUN));
        Path gatling = run.resolve("fan-out/tcp/1/gatling");
        Files.createDirectories(gatling.resolve("js"));
        Files.writeString(gatling.resolve("index.html"), "<!doctype html>gatling");
        Files.writeString(gatling.resolve("js/beside.js"), "document.title += ' beside';");
        Files.writeString(
                run.resolve("result.json"),
                """
                {"schema":2,"partial":true,"rows":[
                  {"id":"tcp","twinOf":null,
                   "workload":{"workload":"fan-out","readers":7,"rate":20.0,"textBytes":64},"runs":[{}]},
                  {"id":"tcp-again","twinOf":"tcp",
                   "workload":{"workload":"fan-out","readers":7,"rate":20.0,"textBytes":64},"runs":[{}]}]}
                """);
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
                <script src="fan-out/tcp/1/gatling/js/beside.js"></script>
                """);
        Path results = folder.resolve("results");
        lab = new SiteLab(new SiteOptions(results, Optional.of(StandInLoad.jar(folder)), false));
        page = visit.person(lab.origin());
    }

    @Test
    void theTelnetPaneIsARealTcpConnectionOfTheSession() throws Exception {
        ChatPerson alice = new ChatPerson(page).enter("alice", "fox");
        page.click("#tab-telnet");
        page.awaitText("#telnet-screen", "ok ");
        assertThat(page.text("#telnet-command"))
                .isEqualTo("telnet 127.0.0.1 " + lab.server().tcpPort());
        assertThat(page.text("#telnet-screen"))
                .as("the token is not shown")
                .contains("/token \u2022")
                .doesNotContain(page.token());
        page.find("#telnet-line").sendKeys("/ping", Keys.ENTER);
        page.awaitText("#telnet-screen", "pong");
        String text = "<i>by \\ hand</i>";
        page.find("#telnet-line").sendKeys(text, Keys.ENTER);
        page.awaitText("#telnet-screen", "#lobby alice <i>by \\\\ hand</i>");
        page.await(
                "the bytes of the connection",
                () ->
                        page.text("#telnet-state")
                                .matches("open: [0-9,]+ bytes up, [0-9,]+ bytes down.*"));
        page.keepPicture("telnet.png");
        page.find("#telnet-line").sendKeys(Keys.ARROW_UP, Keys.ARROW_UP);
        assertThat(page.value("#telnet-line")).isEqualTo("/ping");
        page.find("#telnet-line").clear();
        page.find("#telnet-line").sendKeys("/quit", Keys.ENTER);
        page.awaitText("#telnet-state", "You have ended the connection");
        page.find(".telnet-state button").click();
        page.awaitText("#telnet-state", "open:");
        page.click("#tab-chat");
        alice.awaitSaid("alice", text);
    }

    @Tag("slow")
    @Test
    void theTelnetPaneAsksForALogIn() {
        page.open("?view=telnet&lang=en");
        page.awaitText("#view-telnet", "Log in first");
        assertThat(page.find("#telnet-line").isDisplayed()).isFalse();
    }

    @Tag("slow")
    @Test
    void aPageWithoutTheKeyShowsNoResultsAndNamesTheLinkWithTheKey() {
        page.open("?view=results&lang=en");
        page.awaitText("#results-notice", "open the link that the lab printed when it started");
        assertThat(page.text("#view-results")).doesNotContain(RUN);
        assertThat(page.find("#comparison-form").isDisplayed()).isFalse();
        page.open("?view=results&lang=zh-CN");
        page.awaitText("#results-notice", "#key=");
    }

    @Test
    void theKeyLeavesTheAddressBarAndOutlivesAReload() {
        page.open("?view=results&lang=en#key=" + lab.key());
        page.awaitText("#results-list", RUN);
        assertThat(page.browser().getCurrentUrl()).doesNotContain(lab.key()).doesNotContain("#");
        page.browser().navigate().refresh();
        page.awaitText("#results-list", RUN);
    }

    @Tag("slow")
    @Test
    void aKeyOfAnEarlierStartIsRefused() {
        visit.tolerate("401");
        page.open("?view=results&lang=en#key=" + "x".repeat(32));
        page.awaitText("#results-notice", "open the link that the lab printed when it started");
    }

    @Tag("slow")
    @Test
    void aResultOfAnEarlierVersionIsListedBesideTheOthers() throws IOException {
        Path old = folder.resolve("results/2026-11-20T12-00-00");
        Files.createDirectories(old);
        Files.writeString(
                old.resolve("result.json"),
                """
                {"schema":1,"rows":[{"transport":"websocket"},{"transport":"long-poll"}]}
                """);
        page.open("?view=results&lang=en#key=" + lab.key());
        page.awaitText("#results-list", old.getFileName().toString());
        assertThat(page.text("#results-list")).contains(RUN, "websocket, long-poll");
    }

    @Test
    void resultsAreListedAndAReportRunsInItsSandbox() {
        page.open("?view=results&lang=en#key=" + lab.key());
        page.awaitText("#results-list", RUN);
        assertThat(page.text("#results-list"))
                .contains("partial", "fan-out · tcp · 7 readers · 20 messages/s · 64 bytes each")
                .doesNotContain("tcp-again");
        assertThat(page.attribute("#results-list details a", "href"))
                .matches(
                        lab.origin()
                                + "/api/result-links/[\\w-]{43}/"
                                + RUN
                                + "/fan-out/tcp/1/gatling/index\\.html");
        page.browser().get(page.attribute("#results-list h3 a", "href"));
        page.await("its scripts", () -> page.browser().getTitle().contains("beside"));
        assertThat(page.browser().getTitle()).isEqualTo("report inline beside");
        assertThat(page.script("return getComputedStyle(document.querySelector('p')).color"))
                .isEqualTo("rgb(1, 2, 3)");
        // What the sandbox kept from happening.
        visit.tolerate("Content Security Policy", "unsafe-eval", "connect-src", "favicon");
    }

    @Tag("slow")
    @Test
    void aComparisonIsStartedWithOptionsFollowedAndCancelled() throws Exception {
        visit.tolerate("400");
        page.open("?view=results&lang=en#key=" + lab.key());
        page.await("the form", () -> page.find("#comparison-form").isDisplayed());
        page.find("#comparison-form [name=readers]").sendKeys("none");
        page.find("#comparison-form [type=submit]").click();
        page.await(
                "the refusal",
                () -> page.text("#comparison-state").contains("readers must be a whole number"));
        page.find("#comparison-form [name=readers]").clear();
        page.find("#comparison-form [name=readers]").sendKeys("5");
        page.click("#comparison-form [name=transports][value=short-poll]");
        page.click("#comparison-form [name=workload][value=private]");
        Object chosen =
                page.script(
                        "return [...document.querySelectorAll('#comparison-form [name=transports]:checked')]"
                                + ".map(each => each.value).join()");
        assertThat(chosen).asString().contains("websocket").doesNotContain("short-poll");
        page.find("#comparison-form [type=submit]").click();
        page.await("its end", () -> page.text("#comparison-state").contains("Done"));
        assertThat(page.text("#comparison-lines"))
                .contains(
                        "compare --transports "
                                + chosen
                                + " --workload fan-out,private --quick --readers 5 --repeats 2",
                        "1/1 tcp: measuring");
        page.awaitText("#results-list", "made-by-the-stand-in");
        page.awaitText("#comparison-report", "Open its report");
        assertThat(page.attribute("#comparison-report a", "href"))
                .matches(
                        lab.origin()
                                + "/api/result-links/[\\w-]{43}/made-by-the-stand-in/report\\.md");
        page.find("#comparison-form [name=duration]").sendKeys("10m");
        page.find("#comparison-form [type=submit]").click();
        // The lines of the first comparison are shown until the second one has begun.
        page.await("its progress", () -> page.find("#comparison-progress").isDisplayed());
        page.awaitText("#comparison-lines", "measuring");
        page.keepPicture("results.png");
        page.find("#comparison-cancel").click();
        page.await("its end", () -> page.text("#comparison-state").contains("was cancelled"));
        assertThat(page.find("#comparison-cancel").isDisplayed()).isFalse();
    }
}
