package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program as its user meets it: a process with a command line, output and an exit code.
@Timeout(60)
final class LabProgramTest {
    private static final int USAGE = 2;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--bogus, Unknown option",
        "--http-port=99999, --http-port must be 0 to 65535",
        "--http-port=abc, is not an int",
        "--retain-mib=0, --retain-mib must be at least 1",
        "--config=/nonexistent/file, there is no file /nonexistent/file",
        "--secret-file=/dev/null, less than 32 bytes",
        "--host=192.0.2.1, cannot listen on 192.0.2.1:7071",
    })
    void whatCannotBeIsRefusedInALine(String option, String reason) throws Exception {
        refused(reason, option);
    }

    @Test
    void aTakenPortIsRefusedInALine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            refused("cannot listen on 127.0.0.1:" + port, "--http-port=" + port, "--tcp-port=0");
            refused("cannot listen on 127.0.0.1:" + port, "--http-port=0", "--tcp-port=" + port);
        }
    }

    @Test
    void aSettingThatIsNoneIsRefusedInALine() throws Exception {
        Path file = Files.writeString(folder.resolve("lab.properties"), "htp-port=0\n");
        refused("there is no setting htp-port", "--config", file.toString());
    }

    @Test
    void onlyTheJarCanRehearse() throws Exception {
        Process lab = command("rehearse", folder.resolve("lab.aot").toString());
        assertThat(reader(lab.getErrorStream()).lines())
                .containsExactly("lab: the rehearsal failed: only lab.jar can rehearse");
        assertThat(lab.waitFor()).isEqualTo(1);
        assertThat(folder.resolve("lab.aot")).doesNotExist();
    }

    @Test
    void onSigtermClientsAreToldAndItEndsWithinTenSeconds() throws Exception {
        Path file = Files.writeString(folder.resolve("lab.properties"), "tcp-port=0\n");
        Process lab = start("--config=" + file, "--http-port=0");
        BufferedReader out = reader(lab.getInputStream());
        String line = out.readLine();
        assertThat(line).isEqualTo("Wirelab is up: one chat on four wires.");
        while (!line.contains("telnet")) {
            line = out.readLine();
        }
        int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(
                            "{\"type\":\"login\",\"user\":\"alice\"}\n"
                                    .getBytes(StandardCharsets.UTF_8));
            BufferedReader in = reader(client.getInputStream());
            assertThat(in.readLine()).contains("\"hello\"");
            lab.destroy();
            assertThat(in.readLine()).contains("\"error\"", "\"shutting_down\"");
            assertThat(in.readLine()).isNull();
        }
        assertThat(lab.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.exitValue()).isEqualTo(SIGTERM);
    }

    @Test
    void theLedgerIsOffUnlessItIsAskedFor() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("lab.properties"),
                        "http-port=0\ntcp-port=0\nledger=true\n");
        assertThat(meters("--config=" + file)).contains("\"ledger\":{\"in\":{\"payload\":0,");
        assertThat(meters("--http-port=0", "--tcp-port=0")).doesNotContain("ledger");
    }

    private static String meters(String... options) throws Exception {
        Process lab = start(options);
        try (HttpClient client = HttpClient.newHttpClient()) {
            BufferedReader out = reader(lab.getInputStream());
            String line = out.readLine();
            while (!line.contains("page")) {
                line = out.readLine();
            }
            URI page = URI.create(line.substring(line.indexOf("http")));
            HttpRequest request = HttpRequest.newBuilder(page.resolve("/api/meters")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } finally {
            lab.destroy();
            lab.waitFor();
        }
    }

    private static void refused(String reason, String... options) throws Exception {
        Process lab = start(options);
        List<String> told = reader(lab.getErrorStream()).lines().toList();
        assertThat(lab.waitFor()).isEqualTo(USAGE);
        assertThat(lab.getInputStream().readAllBytes()).isEmpty();
        assertThat(told.getFirst()).startsWith("lab: ").contains(reason);
        if (told.size() > 1) {
            assertThat(told.subList(1, told.size())).containsExactly("Try 'lab serve --help'.");
        }
    }

    private static Process start(String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve"));
        arguments.addAll(List.of(options));
        return command(arguments.toArray(String[]::new));
    }

    private static Process command(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LabMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
