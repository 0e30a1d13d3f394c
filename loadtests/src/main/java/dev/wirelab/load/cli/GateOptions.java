package dev.wirelab.load.cli;

import dev.wirelab.load.gate.Assertion;
import dev.wirelab.load.gate.Assertions;
import dev.wirelab.load.gate.JUnitReport;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.report.StepSummary;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options for a build server: assertions, and files that it reads.
final class GateOptions {
    /// The environment variable that names the file which GitHub shows on the page of a build.
    private static final String SUMMARY = "GITHUB_STEP_SUMMARY";

    @Option(
            names = "--assert",
            paramLabel = "CONDITION",
            description =
                    "fail with exit code 4 unless 'websocket.p99 < 20ms', or 'websocket.p99 no worse"
                            + " than RESULT by 20%%'; may be repeated")
    private List<String> conditions = new ArrayList<>();

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "write a JUnit report: a test per row and per --assert")
    private @Nullable Path junit;

    @Option(
            names = "--summary",
            paramLabel = "FILE",
            description =
                    "append the result in Markdown (default: the file that GITHUB_STEP_SUMMARY names)")
    private @Nullable Path summary;

    /// The assertions.
    ///
    /// @param rows the folders of the rows that will be measured
    /// @throws CannotStartException if one cannot be judged
    List<Assertion> assertions(List<String> rows) throws CannotStartException {
        Assertions parser = new Assertions(rows, ResultReader::read);
        List<Assertion> all = new ArrayList<>();
        for (String text : conditions) {
            try {
                all.add(parser.parse(text));
            } catch (IllegalArgumentException e) {
                throw new CannotStartException("--assert '" + text + "' " + reason(e));
            }
        }
        return all;
    }

    private static String reason(IllegalArgumentException e) {
        return e instanceof InvalidPathException
                ? "names no folder"
                : String.valueOf(e.getMessage());
    }

    /// Writes the files.
    void write(ComparisonResult result, List<Assertion.Outcome> outcomes) throws IOException {
        if (junit != null) {
            prepare(junit);
            RunFiles.replace(junit, JUnitReport.of(result, outcomes));
        }
        String named = System.getenv(SUMMARY);
        Path markdown =
                summary != null
                        ? summary
                        : named == null || named.isBlank() ? null : Path.of(named);
        if (markdown != null) {
            prepare(markdown);
            List<String> lines = outcomes.stream().map(Assertion.Outcome::line).toList();
            Files.writeString(
                    markdown,
                    StepSummary.of(result, lines),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private static void prepare(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }
}
