package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.lab.config.SiteOptions;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Results and comparisons over the API of a real lab. The load generator is [StandInLoad], a
/// process like the real one.
@Timeout(120)
class ResultsTest {
    private static final String RUN = "2026-11-21T12-00-00";

    @TempDir private Path folder;
    private Path results;
    private SiteLab lab;

    @BeforeEach
    void start() throws IOException {
        results = folder.resolve("results");
        Path run = Files.createDirectories(results.resolve(RUN));
        Files.createDirectories(run.resolve("fan-out/tcp/1/gatling/js"));
        Files.writeString(run.resolve("report.html"), "<!doctype html><p>r\u00e9sultat");
        Files.writeString(
                run.resolve("fan-out/tcp/1/gatling/index.html"), "<!doctype html><p>gatling");
        Files.writeString(run.resolve("fan-out/tcp/1/gatling/js/all.js"), "1");
        Files.writeString(
                run.resolve("result.json"),
                """
                {"schema":2,"partial":false,"rows":[{"id":"tcp-fresh","transport":"tcp","twinOf":null,
                 "workload":{"workload":"fan-out","readers":7},"merged":{},"runs":[{},{}]}]}
                """);
        Files.createDirectories(results.resolve("2026-11-20T12-00-00"));
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(results.resolve("beside.txt"), "secret");
        Files.createSymbolicLink(run.resolve("link.txt"), folder.resolve("secret.txt"));
        Files.createSymbolicLink(results.resolve("linked"), folder);
        lab = new SiteLab(new SiteOptions(results, Optional.of(StandInLoad.jar(folder)), false));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void resultsAreListedLatestFirstWithReportAndWorkload() throws Exception {
        JsonNode list = lab.json("/api/results").path("results");
        assertThat(list).hasSizeGreaterThanOrEqualTo(2);
        JsonNode newest = named(list, RUN);
        assertThat(newest.path("report").asText()).isEqualTo("report.html");
        assertThat(newest.path("gatling").path(0).asText())
                .isEqualTo("fan-out/tcp/1/gatling/index.html");
        assertThat(newest.path("rows").toString())
                .isEqualTo(
                        "[{\"id\":\"tcp-fresh\",\"transport\":\"tcp\","
                                + "\"workload\":{\"workload\":\"fan-out\",\"readers\":7},\"runs\":2}]");
        assertThat(list.findValuesAsText("name")).containsSubsequence(RUN, "2026-11-20T12-00-00");
    }

    @Test
    void aReportIsServedInASandbox() throws Exception {
        HttpResponse<String> report = lab.get("/api/results/" + RUN + "/report.html");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body()).contains("r\u00e9sultat");
        assertThat(header(report, "Content-Type")).matches("text/html; ?charset=utf-8");
        assertThat(header(report, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(report, "Content-Security-Policy").split("; "))
                .contains("sandbox allow-scripts", "default-src 'none'", "form-action 'none'")
                .noneMatch(part -> part.contains("allow-same-origin") || part.contains("*"));
        HttpResponse<String> script =
                lab.get("/api/results/" + RUN + "/fan-out/tcp/1/gatling/js/all.js");
        assertThat(header(script, "Content-Type")).startsWith("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                RUN + "/link.txt",
                RUN + "/../beside.txt",
                RUN + "/fan-out/../../beside.txt",
                RUN + "/%2e%2e/beside.txt",
                RUN + "/..%2fbeside.txt",
                RUN + "/..%5cbeside.txt",
                RUN + "/%00",
                RUN + "/fan-out",
                RUN + "//etc/passwd",
                RUN + "/%2fetc/passwd",
                "../secret.txt",
                "..%2fsecret.txt",
                "linked/secret.txt",
                "./beside.txt",
                ".%2e/secret.txt",
                "nothing/here.txt",
            })
    void nothingOutsideOfAResultIsServed(String path) throws Exception {
        String answer = get("/api/results/" + path);
        assertThat(answer).doesNotContain("secret", "root:");
        assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    }

    @Test
    void aTicketOpensItsOwnResultAlone() throws Exception {
        String link = named(lab.json("/api/results").path("results"), RUN).path("link").asText();
        HttpRequest.Builder linked = HttpRequest.newBuilder(lab.at(link + "report.html"));
        assertThat(lab.send(linked).body()).contains("r\u00e9sultat");
        String other = link.replace(RUN, "2026-11-20T12-00-00");
        for (String path : List.of(other, link.replace("-links/", "-links/x"), link + "..%2fb")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(lab.at(path + "report.html"));
            assertThat(lab.send(request).statusCode()).as(path).isIn(400, 401, 404);
        }
    }

    @Test
    void aForeignPageIsRefused() throws Exception {
        HttpRequest.Builder foreign =
                HttpRequest.newBuilder(lab.at("/api/comparison"))
                        .header("Authorization", lab.authorization())
                        .header("Origin", "http://evil.example")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(lab.send(foreign).statusCode()).isEqualTo(403);
        HttpRequest.Builder nobody =
                HttpRequest.newBuilder(lab.at("/api/comparison"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(lab.send(nobody).statusCode()).isEqualTo(401);
        assertThat(lab.json("/api/comparison").path("state").asText()).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"out\":\"/etc\"}; unknown option",
                "{\"target\":\"http://elsewhere\"}; unknown option",
                "{\"lab-jar\":\"/tmp/x.jar\"}; unknown option",
                "{\"readers\":0}; readers must be a whole number, 1 to 9999",
                "{\"readers\":\"1 --out /etc\"}; readers must be a whole number",
                "{\"readers\":[1]}; readers must be a whole number",
                "{\"rate\":\"$(id)\"}; rate must be a number",
                "{\"duration\":\"11m\"}; duration must be a time",
                "{\"transports\":\"tcp|ls\"}; transports must be ids of transports",
                "{\"transports\":\"--help\"}; ",
                "{\"workload\":\"a|b\"}; workload must be ids of workloads",
                "{\"full\":1}; full must be true or false",
                "{\"pairs\":-1}; pairs must be a whole number",
                "{\"pair-rate\":\"1 2\"}; pair-rate must be a number",
                "{\"quick\":\"yes\"}; quick must be true or false",
                "{\"quick\":null}; quick must be true or false",
                "[]; the body must be a JSON object of options",
                "nothing; the body must be a JSON object of options",
            })
    void invalidOptionsAreRefusedWithTheirReasonAndNothingIsStarted(String body, String reason)
            throws Exception {
        var answer = lab.page("POST", "/api/comparison", body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(reason == null ? "must be" : reason);
        assertThat(lab.json("/api/comparison").path("state").asText()).isEqualTo("none");
    }

    @Test
    void aComparisonRunsAsAProcessWhoseLinesAndEndAreStreamed() throws Exception {
        var started =
                lab.page("POST", "/api/comparison", "{\"readers\":3,\"quick\":true,\"rate\":2.5}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
        assertThat(started.body()).contains("[\"--readers\",\"3\",\"--quick\",\"--rate\",\"2.5\"]");
        try (var lines = lab.stream("/api/comparison/lines").body()) {
            List<String> told = lines.toList();
            assertThat(told)
                    .containsSubsequence(
                            "id: 1",
                            "data: \"compare --readers 3 --quick --rate 2.5 --out "
                                    + results.toAbsolutePath()
                                    + "\"",
                            "data: \"1/1 tcp: measuring\"",
                            "event: end");
            assertThat(told.getLast()).isEmpty();
            assertThat(told).anyMatch(line -> line.contains("\"exitCode\":0"));
        }
        assertThat(lab.json("/api/results").path("results").findValuesAsText("name"))
                .contains("made-by-the-stand-in");
        assertThat(lab.json("/api/comparison").path("state").asText()).isEqualTo("ended");
    }

    @Test
    void oneRunsAtATimeAndCanBeCancelled() throws Exception {
        lab.page("POST", "/api/comparison", "{\"duration\":\"10m\"}");
        assertThat(lab.page("POST", "/api/comparison", "{}").statusCode()).isEqualTo(429);
        try (var lines = lab.stream("/api/comparison/lines").body()) {
            var iterator = lines.iterator();
            while (!iterator.next().contains("measuring")) {
                // It has begun when it prints so.
            }
            assertThat(lab.page("DELETE", "/api/comparison", "").statusCode()).isEqualTo(204);
            String last = "";
            while (iterator.hasNext()) {
                String line = iterator.next();
                last = line.isEmpty() ? last : line;
            }
            assertThat(last).contains("\"state\":\"cancelled\"");
        }
        assertThat(lab.page("POST", "/api/comparison", "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void withoutALoadProgramTheRefusalNamesTheCommandThatBuildsIt() throws Exception {
        SiteOptions without =
                new SiteOptions(results, Optional.of(folder.resolve("none.jar")), false);
        try (SiteLab bare = new SiteLab(without)) {
            var answer = bare.page("POST", "/api/comparison", "{}");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("there is no lab-load.jar", "./lab build");
        }
    }

    /// Without a client that tidies the path, with the key.
    private String get(String path) throws IOException {
        return lab.raw(
                "GET "
                        + path
                        + " HTTP/1.1\nHost: 127.0.0.1\nAuthorization: "
                        + lab.authorization()
                        + "\n");
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode row : list) {
            if (row.path("name").asText().equals(name)) {
                return row;
            }
        }
        throw new AssertionError("no result " + name);
    }
}
