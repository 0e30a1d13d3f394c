package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Alert;
import org.openqa.selenium.Keys;

/// The smallest client of each transport, in a browser or as a program, against a real lab.
@Timeout(60)
@ResourceLock(Visit.CHAT)
class ExamplesTest {
    private static final int MOST_LINES = 60;
    private static final Path FOLDER = Path.of("src", "main", "resources", "examples");
    private static final String CODE = "k3f9-xm2p-w7qd";
    private static final String SHOWN =
            "return [...document.querySelectorAll('li')].map((line) => line.textContent).join('\\n')";

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    /// The file of a transport, whatever it ends with.
    private static Path file(String transport) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> isOf(transport, file)).findFirst().orElseThrow();
        }
    }

    private static boolean isOf(String transport, Path file) {
        return file.getFileName().toString().matches("\\Q" + transport + "\\E\\.(html|mjs)");
    }

    /// The transports that have an example with one of these ends.
    private static List<String> having(String... ends) {
        return PagePerson.WIRES.stream()
                .filter(transport ->
                        Stream.of(ends)
                                .anyMatch(end -> Files.exists(FOLDER.resolve(transport + end))))
                .toList();
    }

    static List<String> transports() {
        return having(".html", ".mjs");
    }

    static List<String> pages() {
        return having(".html");
    }

    @ParameterizedTest
    @MethodSource("transports")
    void aSmallClientIsServedUnchanged(String transport) throws Exception {
        Path file = file(transport);
        assertThat(Files.readAllLines(file)).hasSizeLessThan(MOST_LINES);
        HttpResponse<String> served = lab.get("/examples/" + file.getFileName());
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.body()).isEqualTo(Files.readString(file));
        assertThat(served.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("connect-src 'self'");
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("pages")
    void aPageSendsAndReceivesAndShowsTextsAsText(String transport) throws Exception {
        PagePerson page = visit.person(lab.origin());
        page.open("examples/" + transport + ".html?user=ana");
        String token = lab.token("bob");
        // The text is published repeatedly, until the page is connected and shows it.
        page.await(
                "bob's message",
                () -> {
                    say(token, "<b id=bold>h\u00e9llo</b>");
                    return page.script(SHOWN).toString().contains("bob: <b id=bold>h\u00e9llo</b>");
                });
        assertThat(page.all("#bold")).isEmpty();
        page.find("input").sendKeys("hello from ana", Keys.ENTER);
        page.await(
                "her own message",
                () -> page.script(SHOWN).toString().contains("ana: hello from ana"));
        JsonNode row = lab.json("/api/meters").path("transports").path(transport);
        assertThat(row.path("eventsDelivered").asLong())
                .as("events on " + transport)
                .isGreaterThanOrEqualTo(2);
    }

    private void say(String token, String text) {
        try {
            lab.say(token, "#lobby", text);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Tag("deep")
    @ParameterizedTest
    @MethodSource("pages")
    void aPageAsksForTheCodeOfALabThatDemandsOne(String transport) {
        // The refusal, what is typed before the log-in, and Socket.IO's first connection.
        visit.tolerate("403", "form-action", "closed before the connection is established");
        try (SiteLab closed = SiteLab.demanding(CODE)) {
            PagePerson page = visit.person(closed.origin());
            page.open("examples/" + transport + ".html?user=ana");
            for (String code : List.of("k3f9-xm2p-w7qe", CODE)) {
                page.await(
                        "the question",
                        () -> page.browser().switchTo().alert().getText().contains("access code"));
                Alert prompt = page.browser().switchTo().alert();
                prompt.sendKeys(code);
                prompt.accept();
            }
            page.await(
                    "her own message",
                    () -> {
                        page.find("input").sendKeys("hello from ana", Keys.ENTER);
                        return page.script(SHOWN).toString().contains("ana: hello from ana");
                    });
            assertThat(page.browser().getCurrentUrl()).doesNotContain(CODE);
            page.leave();
        }
    }

    @Tag("slow")
    @Test
    void theProgramPresentsTheCodeOfItsEnvironment() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/node"))).as("Node").isTrue();
        try (SiteLab closed = SiteLab.demanding(CODE)) {
            ProcessBuilder program = program(closed);
            program.environment().put("WIRELAB_ACCESS_CODE", CODE);
            Process node = program.start();
            try (Writer in = node.outputWriter(StandardCharsets.UTF_8)) {
                in.write("hello from ana\n");
                in.flush();
                assertThat(line(node.inputReader(StandardCharsets.UTF_8)))
                        .isEqualTo("ana: hello from ana");
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static ProcessBuilder program(SiteLab lab) throws Exception {
        return new ProcessBuilder(
                        "node",
                        file("tcp").toString(),
                        "ana",
                        "127.0.0.1",
                        Integer.toString(tcpPort(lab)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static int tcpPort(SiteLab lab) throws Exception {
        for (JsonNode transport : lab.json("/api/transports")) {
            if (transport.path("id").asText().equals("tcp")) {
                return transport.path("port").asInt();
            }
        }
        throw new AssertionError("no TCP port");
    }

    @Tag("slow")
    @Test
    void theProgramSendsAndReceives() throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/node"))).as("Node").isTrue();
        Process node = program(lab).start();
        BufferedReader out = node.inputReader(StandardCharsets.UTF_8);
        Writer in = node.outputWriter(StandardCharsets.UTF_8);
        try {
            in.write("hello from ana\n");
            in.flush();
            assertThat(line(out)).isEqualTo("ana: hello from ana");
            lab.say(lab.token("bob"), "#lobby", "h\u00e9llo\u001b[1m");
            assertThat(line(out)).isEqualTo("bob: h\u00e9llo?[1m");
        } finally {
            node.destroyForcibly();
        }
    }

    /// The next line; the program is killed after the test, which ends the reading.
    private static String line(BufferedReader out) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return String.valueOf(out.readLine());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                .get(30, TimeUnit.SECONDS);
    }

    @Tag("slow")
    @Test
    void aLaneShowsItsCode() throws Exception {
        RacePerson race = new RacePerson(visit.person(lab.origin())).open("?by=person");
        for (String transport : List.of("tcp", "long-poll")) {
            race.page().click(".wire[data-transport='" + transport + "'] .open-code");
            String code = Files.readString(file(transport)).strip();
            race.page()
                    .await(
                            "the code of " + transport,
                            () ->
                                    race.page()
                                            .script(
                                                    "return document.querySelector('.code pre').textContent")
                                            .toString()
                                            .strip()
                                            .equals(code));
        }
        assertThat(race.search()).contains("pane=code");
        assertThat(race.page().attribute(".code a", "href")).endsWith("/examples/long-poll.html");
    }
}
