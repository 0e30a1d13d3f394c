package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.ChildProcess;
import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.TestKeys;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.TrustedCertificates;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A lab as it is beyond loopback: with TLS ports only and an access code, which
/// [dev.wirelab.load.lab.SharedLab] has not.
@Tag("slow")
final class TlsTargetTest {
    private static final Pattern PAGE = Pattern.compile("https://127\\.0\\.0\\.1:\\d+");

    /// With the characters that JSON escapes.
    private static final String CODE = "k3f9-\"xm2p\\w7qd";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    @TempDir Path folder = Path.of("");

    @Test
    void aLabWithTlsOnlyThatDemandsACodeIsMeasuredAndTheCodeIsInNoFile() throws Exception {
        CompletableFuture<String> address = new CompletableFuture<>();
        try (ChildProcess _ =
                new ChildProcess(
                        List.of(
                                "-jar",
                                LabJar.find(Optional.empty()).toString(),
                                "serve",
                                "--tls-only",
                                "--ledger",
                                "--https-port=0",
                                "--tcp-tls-port=0",
                                "--tls-keystore=" + TestKeys.get().store(),
                                "--stop-with=" + ProcessHandle.current().pid()),
                        Map.of(
                                "WIRELAB_TLS_PASSWORD",
                                TestKeys.PASSWORD,
                                AccessCode.VARIABLE,
                                CODE),
                        folder.resolve("lab.log"),
                        line -> {
                            Matcher page = PAGE.matcher(line);
                            if (page.find()) {
                                address.complete(page.group());
                            }
                        })) {
            String target = address.get(60, TimeUnit.SECONDS);
            awaitAnswer(target);
            assertThat(compare(target)).isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(err.toString())
                    .contains("demands its access code: --access-code, or " + AccessCode.VARIABLE);
            assertThat(compare(target, "--access-code=k3f9-xm2p-w7qe"))
                    .isEqualTo(LoadMain.EXIT_USAGE);
            assertThat(err.toString()).contains("this is not the access code of the lab at ");
            assertThat(compare(target, "--access-code=" + CODE))
                    .as("%s", err)
                    .isEqualTo(LoadMain.EXIT_OK);
        }
        assertThat(out.toString() + err).doesNotContain("xm2p");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .noneMatch(file -> contains(file, "xm2p"));
        }
        try (Stream<Path> results = Files.list(folder.resolve("results"))) {
            Path own = results.findFirst().orElseThrow();
            ComparisonResult result =
                    RunFiles.json()
                            .readValue(own.resolve("result.json").toFile(), ComparisonResult.class);
            Row row = result.rows().getFirst();
            assertThat(row.id()).isEqualTo("tcp-tls");
            assertThat(row.tls()).isTrue();
            assertThat(row.results().findFirst().orElseThrow().tally().delivered()).isEqualTo(160);
            assertThat(own.resolve("report.md"))
                    .content()
                    .containsPattern(
                            "\\| tcp-tls \\| bytes down \\|.*(as predicted|within the noise) \\|");
        }
    }

    private int compare(String target, String... more) throws Exception {
        return LoadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        Stream.concat(
                                        Stream.of(
                                                "compare",
                                                "--quick",
                                                "--target=" + target + "/",
                                                "--ca=" + TestKeys.get().pem(),
                                                "--transports=tcp",
                                                "--readers=4",
                                                "--rate=40",
                                                "--warm-up=250ms",
                                                "--duration=1s",
                                                "--out=" + folder.resolve("results")),
                                        Stream.of(more))
                                .toArray(String[]::new));
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first answer of a lab that has just started may take longer than its clients wait.
    private static void awaitAnswer(String target) throws Exception {
        TrustedCertificates trusted = new TrustedCertificates(TestKeys.get().pem().toString());
        for (int tries = 0; tries < 10; tries++) {
            try (LabApi api = new LabApi(target, Optional.empty(), trusted)) {
                var _ = api.target();
                return;
            } catch (IOException e) {
                // It is asked again.
            }
        }
    }
}
