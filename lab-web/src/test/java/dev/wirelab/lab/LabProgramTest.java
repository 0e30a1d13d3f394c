package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
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
import java.nio.file.attribute.PosixFilePermissions;
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
    void anInvalidOptionIsRefusedInALine(String option, String reason) throws Exception {
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
        refused("unknown setting htp-port", "--config", file.toString());
    }

    @Test
    void onlyTheJarCanBeTrained() throws Exception {
        LabProgram lab = LabProgram.run("train", folder.resolve("lab.aot").toString());
        assertThat(lab.errors())
                .containsExactly(
                        "lab: the training run failed: only lab.jar can make an AOT cache");
        assertThat(lab.process().waitFor()).isEqualTo(1);
        assertThat(folder.resolve("lab.aot")).doesNotExist();
    }

    @Test
    void onSigtermClientsAreToldAndItEndsWithinTenSeconds() throws Exception {
        Path file = Files.writeString(folder.resolve("lab.properties"), "tcp-port=0\n");
        LabProgram lab = LabProgram.serve("--config=" + file, "--http-port=0");
        assertThat(lab.out().readLine())
                .isEqualTo("Wirelab is running: one chat on every transport.");
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), lab.tcpPort())) {
            client.getOutputStream()
                    .write(
                            "{\"type\":\"login\",\"user\":\"alice\"}\n"
                                    .getBytes(StandardCharsets.UTF_8));
            BufferedReader in = LabProgram.lines(client.getInputStream());
            assertThat(in.readLine()).contains("\"hello\"");
            lab.process().destroy();
            assertThat(in.readLine()).contains("\"error\"", "\"shutting_down\"");
            assertThat(in.readLine()).isNull();
        }
        assertThat(lab.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.process().exitValue()).isEqualTo(SIGTERM);
    }

    @Test
    void theKeyIsInAFileOfItsOwnerUntilTheLabEnds() throws Exception {
        try (LabProgram lab = LabProgram.serve("--http-port=0", "--tcp-port=0")) {
            Path file = Path.of("target", "wirelab", lab.httpPort() + ".key");
            assertThat(lab.key()).hasSizeGreaterThanOrEqualTo(22);
            assertThat(lab.out().readLine()).isEqualTo("  key      " + file.toAbsolutePath());
            assertThat(file).hasContent(lab.key());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            lab.process().destroy();
            assertThat(lab.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aChosenKeyIsTheKey() throws Exception {
        String key = "a-key-that-somebody-chose";
        try (LabProgram lab = LabProgram.serve("--http-port=0", "--tcp-port=0", "--key=" + key)) {
            assertThat(lab.httpPort()).isPositive();
            assertThat(lab.key()).isEqualTo(key);
        }
        refused("--key: a key is 22 to 256 characters", "--key=short");
    }

    @Test
    void theLedgerIsOffUnlessItIsAskedFor() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("lab.properties"), "http-port=0\ntcp-port=0\nledger=true\n");
        assertThat(meters("--config=" + file)).contains("\"ledger\":{\"in\":{\"payload\":0,");
        assertThat(meters("--http-port=0", "--tcp-port=0")).doesNotContain("ledger");
    }

    private static String meters(String... options) throws Exception {
        try (LabProgram lab = LabProgram.serve(options);
                HttpClient client = HttpClient.newHttpClient()) {
            URI meters = URI.create("http://127.0.0.1:" + lab.httpPort() + "/api/meters");
            HttpRequest request =
                    HttpRequest.newBuilder(meters)
                            .header("Authorization", "Bearer " + lab.key())
                            .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static void refused(String reason, String... options) throws Exception {
        LabProgram lab = LabProgram.serve(options);
        List<String> told = lab.errors();
        assertThat(lab.process().waitFor()).isEqualTo(USAGE);
        assertThat(lab.out().readLine()).isNull();
        assertThat(told.getFirst()).startsWith("lab: ").contains(reason);
        if (told.size() > 1) {
            assertThat(told.subList(1, told.size())).containsExactly("Try 'lab serve --help'.");
        }
    }
}
