package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The server program as a process: command line, output, exit code.
@Timeout(60)
final class LabProgramTest {
    private static final int USAGE = 2;
    private static final int SIGTERM = 128 + 15;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aWrongCommandLineEndsItWithAReasonAndCode2() throws Exception {
        LabProgram lab = LabProgram.serve("--bogus");
        assertThat(lab.errors())
                .containsExactly("lab: Unknown option: '--bogus'", "Try 'lab serve --help'.");
        assertThat(lab.out().readLine()).isNull();
        assertThat(lab.process().waitFor()).isEqualTo(USAGE);
    }

    @Test
    void onSigtermClientsAreNotifiedAndItEndsWithinTenSeconds() throws Exception {
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

    @Tag("slow")
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

    @Tag("slow")
    @Test
    void itStopsWithTheProcessThatItIsToldToStopWith() throws Exception {
        Process starter = new ProcessBuilder("sleep", "60").start();
        try (LabProgram lab =
                LabProgram.serve("--http-port=0", "--tcp-port=0", "--stop-with=" + starter.pid())) {
            assertThat(lab.httpPort()).isPositive();
            starter.destroyForcibly();
            assertThat(lab.process().waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            starter.destroyForcibly();
        }
    }

    @Tag("slow")
    @Test
    void withTlsItPrintsHowToTrustItsCertificate() throws Exception {
        String[] ports = {"--http-port=0", "--tcp-port=0", "--https-port=0", "--tcp-tls-port=0"};
        try (LabProgram lab =
                LabProgram.serve(
                        Stream.concat(Stream.of(ports), Stream.of("--tls-only"))
                                .toArray(String[]::new))) {
            List<String> lines = new ArrayList<>();
            for (String line = lab.out().readLine();
                    !line.startsWith("Ctrl-C");
                    line = lab.out().readLine()) {
                lines.add(line);
            }
            Path trust = Path.of("target", ".wirelab", "tls-certificate.pem").toAbsolutePath();
            assertThat(lines.get(1)).matches("  page     https://127.0.0.1:\\d+/#key=.*");
            assertThat(lines.subList(3, 5))
                    .allSatisfy(line -> assertThat(line).contains(trust.toString(), "127.0.0.1:"));
            assertThat(lines).noneMatch(line -> line.contains("telnet"));
            Matcher port = Pattern.compile("-connect 127.0.0.1:(\\d+)").matcher(lines.get(3));
            assertThat(port.find()).isTrue();
            try (Socket socket = trusting(trust, Integer.parseInt(port.group(1)))) {
                socket.getOutputStream().write("/login alice\n".getBytes(StandardCharsets.UTF_8));
                assertThat(LabProgram.lines(socket.getInputStream()).readLine())
                        .startsWith("* Wirelab");
            }
        }
    }

    private static Socket trusting(Path certificate, int port) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "lab", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        // The name is checked, too.
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Tag("slow")
    @Test
    void aChosenKeyIsTheKey() throws Exception {
        String key = "a-key-that-somebody-chose";
        try (LabProgram lab = LabProgram.serve("--http-port=0", "--tcp-port=0", "--key=" + key)) {
            assertThat(lab.httpPort()).isPositive();
            assertThat(lab.key()).isEqualTo(key);
        }
    }
}
