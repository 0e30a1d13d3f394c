package dev.wirelab.load.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// Commands that cannot start: one line, exit code 2, and nothing left behind.
final class CompareCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--transports pigeon      | there is no transport 'pigeon'; there are websocket, ",
                "--transports tcp,,sse    | there is no transport ''",
                "--transports tcp,sse,tcp | --transports has 'tcp' twice",
                "--workload pigeons      | there is no workload 'pigeons'; there are fan-out, private, idle, burst, churn, mixed",
                "--pairs 0                | --pairs must be 1 to 4999",
                "--pair-rate 0            | --pair-rate must be above 0",
                "--readers 0              | --readers must be 1 to 20000",
                "--readers many           | '--readers'",
                "--rate 0                 | --rate must be above 0",
                "--rate NaN               | --rate must be above 0",
                "--rate 1e9               | --rate must be above 0 and at most 10000",
                "--size 47                | --size must be 48 to 4096",
                "--size 4097              | --size must be 48 to 4096",
                "--content picture       | --content must be text or binary, not 'picture'",
                "--content binary --size 65537 | --size must be 48 to 65536",
                "--content binary --server ws | --content binary needs Wirelab",
                "--poll-interval 1        | '1' is not a time such as 250ms",
                "--poll-interval 0s       | --poll-interval must be 10ms to 30s",
                "--poll-wait 31           | --poll-wait must be 1 to 30",
                "--duration 0s            | --duration must be 100ms to 3600s",
                "--warm-up 11m            | --warm-up must be 0s to 600s",
                "--rate 0.1 --duration 1s | not one message is due",
                "--readers 20000 --rate 10000 --duration 1m | that would be 12000000000 deliveries",
                "--target localhost:7070  | --target must be an address such as",
                "--target ftp://x/        | --target must be an address such as",
                "--ca x.pem               | --ca needs --target https://",
                "--target http://x --ca x.pem | --ca needs --target https://",
                "--target https://x --ca pom.xml | pom.xml is not a certificate in PEM",
                "--target https://x --ca /missing.pem | /missing.pem cannot be read",
                "--target http://         | --target must be an address such as",
                "--repeats 0              | --repeats must be 1 to 100",
                "--link moon              | --link: there is no link 'moon'; there are lan, fibre, 4g, 3g, wifi-bad, satellite, transatlantic",
                "--link rtt=80ms,rate=0mbit | rate must be above 0",
                "--link rtt=80ms,loss=100% | loss must be 0 to 50%",
                "--link rtt=-1ms          | rtt must not be negative",
                "--link rtt=80            | rtt=80 is not a time such as 80ms",
                "--link 4g,colour=red     | there is no 'colour'",
                "--link lan --link-engine netem | --link-engine must be tun or proxy",
                "--link-engine proxy      | need --link",
                "--link loss=1% --link-engine proxy | engine proxy cannot lose or reorder packets",
                "--link lan --link-engine proxy --link-congestion reno | --link-congestion needs engine tun",
                "--networks --link lan    | --networks has links of its own; drop --link",
                "--networks --tls         | --tls goes without --link and --networks",
                "--http 3                 | --http must be 1.1 or 2, not '3'",
                "--http two               | --http must be 1.1 or 2, not 'two'",
                "--http 2 --transports tcp,websocket | --http 2 needs a transport of Wirelab over HTTP, such as sse",
                "--http 2 --server ws     | --http 2 needs a transport of Wirelab over HTTP, such as sse",
                "--transports websocket-h2 | there is no transport 'websocket-h2'",
                "--networks --quick       | --networks goes without --quick",
                "--networks --link-engine proxy | engine proxy cannot lose or reorder packets",
                "--networks --target http://127.0.0.1:1 | --networks starts a lab of its own",
                "--link lan --link-engine tun | --link-engine tun is not available: ",
                "--lab-jar no/such.jar    | there is no lab.jar at no/such.jar",
                "--no-such-option         | --no-such-option",
                "--server no/such.yaml    | there is no file 'no/such.yaml', and no description of that name",
                "--server ws --server ws  | there are two servers 'ws'",
                "--server ws --server-pid 999999999 | --server-pid 999999999: there is no such process",
                "--server ws --workload churn | --workload churn needs Wirelab",
                "--server ws --transports sse | there is no transport 'sse'; there are websocket",
                "--server ws --target http://127.0.0.1:1 | --target names a lab, and --server wirelab is missing",
                "--server ws --server-address ftp://x | the address of a websocket transport is such as http://",
                "--server wirelab --server-pid 1 | --server wirelab has no address and no process",
                "--server-pid 1           | --server",
                "--server ws --transports websocket-tls | there is no transport 'websocket-tls'",
                "--assert pigeon.p99<20ms | --assert 'pigeon.p99<20ms' names no row that is measured; there are fan-out/websocket, ",
                "--assert tcp.p42<20ms    | --assert 'tcp.p42<20ms' names no metric: 'p42' is none of p50, ",
                "--assert tcp.p50<20      | --assert 'tcp.p50<20' lacks the unit of p50: ms, us",
                "--assert tcp             | --assert 'tcp' is neither of the form",
            })
    void anInvalidOptionIsReportedInOneLine(String arguments, String message) throws IOException {
        assertThat(run(arguments.split(" "))).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: ").contains(message).hasLineCount(1);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aTargetThatDoesNotAnswerIsReportedInOneLine() throws IOException {
        int port = freePort();
        assertThat(run("--target", "http://127.0.0.1:" + port)).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("lab-load: no lab answers at http://127.0.0.1:" + port);
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsReportedInOneLine() throws IOException {
        String address = "http://127.0.0.1:" + freePort();
        assertThat(run("--server", "ws", "--server-address", address))
                .isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines("lab-load: no server answers at " + address + " (ws)");
        assertThat(leftBehind()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenIsReportedInOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path jar = Files.createFile(folder.resolve("some.jar"));
        List<String> arguments =
                List.of(
                        "compare",
                        "--lab-jar",
                        jar.toString(),
                        "--out",
                        file.resolve("x").toString());
        assertThat(commandLine().execute(arguments.toArray(String[]::new)))
                .isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).startsWith("lab-load: cannot write to ").hasLineCount(1);
    }

    @Test
    void aFileInsteadOfTheResultsFolderIsReportedInOneLine() throws IOException {
        Path file = Files.createFile(folder.resolve("results"));
        Path jar = Files.createFile(folder.resolve("some.jar"));
        assertThat(run("--lab-jar", jar.toString())).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "lab-load: cannot write to " + file + ": a file of that name exists");
    }

    @Test
    void aServerThatIsNoLabIsReportedInOneLine() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(socket, "hi"));
            String address = "http://127.0.0.1:" + socket.getLocalPort();
            assertThat(run("--target", address)).isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("lab-load: no lab answers at " + address);
        }
        assertThat(leftBehind()).isEmpty();
    }

    @Timeout(60)
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n[{"})
    void aServerThatStopsAnsweringIsReportedSoonInOneLine(String words) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> fallSilent(socket, words));
            String address = "http://127.0.0.1:" + socket.getLocalPort();
            assertThat(run("--target", address)).isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines("lab-load: no lab answers at " + address);
        }
        assertThat(leftBehind()).isEmpty();
    }

    /// Keeps each connection open until its peer ends it.
    private static void fallSilent(ServerSocket socket, String words) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getOutputStream().write(words.getBytes(US_ASCII));
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The peer has closed the connection, or the test is over.
            }
        }
    }

    /// Both ask for HTTP/2: an option, and the name of a variant.
    @ParameterizedTest
    @ValueSource(strings = {"--http=2", "--transports=sse-h2"})
    void aLabThatDoesNotSpeakHttp2IsReportedInOneLine(String option) throws IOException {
        String transports = "[{\"id\":\"sse\",\"path\":\"/sse\",\"port\":1}]";
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(socket, transports));
            String address = "http://127.0.0.1:" + socket.getLocalPort();
            assertThat(run("--target", address, option)).isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(err.toString())
                    .isEqualToIgnoringNewLines(
                            "lab-load: the lab at %s does not speak HTTP/2; start it with --http2"
                                    .formatted(address));
        }
        assertThat(leftBehind()).isEmpty();
    }

    private static void answer(ServerSocket socket, String body) {
        String answer =
                "HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
                        .formatted(body.length(), body);
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                // The head of a request, or the preface.
                byte[] first = client.getInputStream().readNBytes(4);
                client.getOutputStream().write(answer.getBytes(US_ASCII));
                client.shutdownOutput();
                assertThat(first).hasSize(4);
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void aLabThatDoesNotStartIsReportedWithItsOutput() throws IOException {
        Path jar = Files.createFile(folder.resolve("empty.jar"));
        assertThat(run("--lab-jar", jar.toString())).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString())
                .startsWith("lab-load: the lab did not start; it printed: ")
                .hasLineCount(1);
    }

    @Test
    void aMissingCommandIsReportedInOneLine() {
        assertThat(commandLine().execute()).isEqualTo(LoadMain.EXIT_USAGE);
        assertThat(err.toString()).hasLineCount(1).contains("--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"compare --version", "diff --version", "--version"})
    void eachCommandHasTheVersion(String arguments) {
        assertThat(commandLine().execute(arguments.split(" "))).isZero();
        assertThat(out.toString()).startsWith("lab-load ").hasLineCount(1);
    }

    @Test
    void helpOfACommandIsItsHelp() {
        assertThat(commandLine().execute("help", "compare")).isZero();
        assertThat(out.toString()).contains("Usage: lab-load compare", "--assert");
    }

    @Test
    void helpNamesEveryOptionAndHidesTheRunsOwnCommand() {
        assertThat(commandLine().execute("compare", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--transports",
                        "--readers",
                        "--rate",
                        "--size",
                        "--poll-interval",
                        "--duration",
                        "--warm-up",
                        "--quick",
                        "--workload",
                        "--full",
                        "--repeats",
                        "--noise",
                        "--fresh-connections",
                        "--http",
                        "--target",
                        "--out");
        assertThat(commandLine().execute("--help")).isZero();
        assertThat(out.toString()).doesNotContain("used by compare");
    }

    private int run(String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("compare", "--out", folder.resolve("results").toString()));
        all.addAll(List.of(arguments));
        return commandLine().execute(all.toArray(String[]::new));
    }

    private CommandLine commandLine() {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
