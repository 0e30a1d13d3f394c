package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.theory.TransportModels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command: bad addresses, and what it prints and writes about a lab that is reached directly.
@Timeout(60)
final class PathCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1:7070                      | is not an address such as",
                "http://ann:secret@example.org       | has no user and no password",
                "http://127.0.0.1:1 --idle 0         | --idle must be 1 to 3600",
                "http://127.0.0.1:1 --ca none.pem    | --ca needs an https address",
                "https://127.0.0.1:1 --ca no/one.pem | one.pem cannot be read",
                "http://127.0.0.1:1 --json no/f.json | cannot write to no/f.json",
                "http://127.0.0.1:1/lab              | no lab can be reached at http://127.0.0.1:1/lab",
                "https://127.0.0.1:1                 | no lab can be reached at https://127.0.0.1:1",
                "                                    | Missing required parameter: 'URL'",
            })
    void whatCannotBeDiagnosedIsReportedInOneLine(@Nullable String arguments, String message) {
        String[] given = arguments == null ? new String[0] : arguments.split(" ");
        assertThat(run(given)).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(lastLine()).startsWith("lab-load: ").contains(message).doesNotContain("secret");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anotherServerIsNamed() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext(
                "/",
                exchange -> {
                    byte[] page = "<html>".getBytes(StandardCharsets.US_ASCII);
                    exchange.getResponseHeaders().add("Server", "nginx/1.22.1");
                    exchange.sendResponseHeaders(404, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/lab";
            assertThat(run(url)).isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(lastLine())
                    .isEqualTo(
                            "lab-load: what answers at %s is not a lab: 404 of nginx/1.22.1"
                                    .formatted(url));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aLabThatIsReachedDirectlyIsFine() throws Exception {
        Path file = folder.resolve("path.json");
        String url = SharedLab.get().target().http();
        int code = run(url + "/", "--idle", "1", "--json", file.toString());
        assertThat(code).as("%s", out).isEqualTo(LoadMain.EXIT_OK);
        assertThat(out.toString().lines()).allMatch(line -> line.length() < 80);
        JsonNode json = RunFiles.json().readTree(file.toFile());
        assertThat(json.path("url").asText()).isEqualTo(url);
        assertThat(json.path("fine").asBoolean()).isTrue();
        List<String> checks = new ArrayList<>(TransportModels.ids());
        checks.addAll(
                List.of("compression", "host", "origin", "forwarded", "http", "reuse", "latency"));
        assertThat(json.path("findings"))
                .extracting(finding -> finding.path("check").asText())
                .containsExactlyElementsOf(checks);
        assertThat(json.path("findings"))
                .allSatisfy(finding ->
                        assertThat(finding.path("state").asText())
                                .as("%s", finding)
                                .isEqualTo("fine"));
        assertThat(out.toString()).contains("host").contains("kept: 127.0.0.1");
        assertThat(Files.readString(file) + out + err).doesNotContain("eyJ");
    }

    private String lastLine() {
        return err.toString().lines().reduce("", (_, line) -> line);
    }

    private int run(String... arguments) {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        Stream.concat(Stream.of("path"), Stream.of(arguments))
                                .toArray(String[]::new));
    }
}
