package dev.wirelab.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Command lines that the program refuses, in this JVM.
@Timeout(60)
final class LabCommandTest {
    @TempDir private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "--bogus, Unknown option",
        "--http-port=99999, --http-port must be 0 to 65535",
        "--http-port=abc, is not an int",
        "--retain-mib=0, --retain-mib must be at least 1",
        "--secret-file=/dev/null, less than 32 bytes",
        "--key=short, --key: a key is 22 to 256 characters",
        "--host=192.0.2.1, cannot listen on 192.0.2.1:7071",
    })
    void anInvalidOptionIsRefusedInALine(String option, String reason) {
        assertThat(execute("serve", option)).startsWith("2 lab: ").contains(reason);
    }

    @Test
    void aTakenPortIsRefusedInALine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String reason = "2 lab: cannot listen on 127.0.0.1:" + port;
            assertThat(execute("serve", "--http-port=" + port, "--tcp-port=0")).startsWith(reason);
            assertThat(execute("serve", "--http-port=0", "--tcp-port=" + port)).startsWith(reason);
        }
    }

    @Test
    void aFileOfSettingsThatCannotBeUsedIsRefusedInALine() throws IOException {
        assertThat(execute("serve", "--config=/nonexistent/file"))
                .contains("there is no file /nonexistent/file");
        Path file = Files.writeString(folder.resolve("lab.properties"), "htp-port=0\n");
        assertThat(execute("serve", "--config", file.toString()))
                .contains("unknown setting htp-port");
    }

    @Test
    void onlyTheJarCanBeTrained() {
        Path cache = folder.resolve("lab.aot");
        assertThat(execute("train", cache.toString()))
                .isEqualTo("1 lab: the training run failed: only lab.jar can make an AOT cache\n");
        assertThat(cache).doesNotExist();
    }

    /// @return the exit code and the error output
    private static String execute(String... arguments) {
        StringWriter errors = new StringWriter();
        try {
            CommandLine line = LabCommand.commandLine(_ -> null, arguments);
            return line.setErr(new PrintWriter(errors)).execute(arguments) + " " + errors;
        } catch (ParameterException e) {
            return "2 lab: " + e.getMessage();
        }
    }
}
