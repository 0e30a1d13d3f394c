package dev.wirelab.load.cli;

import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.report.ResultDiff;
import dev.wirelab.load.result.ComparisonResult;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reports the differences between two results.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Reports the differences between two results that exceed the noise of both.",
            "",
            "Exit code 0: compared; 5: compared, and what --fail-on names is worse; 2: one is not a result, or they cannot be compared because the"
                    + " measurement itself changed or they have no row in common.",
            ""
        })
final class DiffCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "a folder under results/")
    private Path before = Path.of(".");

    @Parameters(index = "1", paramLabel = "AFTER", description = "another one")
    private Path after = Path.of(".");

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "MEASURE",
            description =
                    "exit with code 5 if one of these was found to be higher after than before: p50,"
                            + " p99, bytes, cpu, allocated, any; 'undecided' fails on what could not"
                            + " be decided, too")
    private List<String> failOn = List.of();

    @Override
    public Integer call() {
        Set<String> failing = new LinkedHashSet<>(failOn);
        for (String measure : failing) {
            if (!ResultDiff.MEASURES.contains(measure)) {
                throw mistake(
                        "--fail-on: there is no measure '%s'; there are %s"
                                .formatted(measure, String.join(", ", ResultDiff.MEASURES)));
            }
        }
        ComparisonResult old = read(before);
        ComparisonResult current = read(after);
        ResultDiff.obstacle(old, current)
                .ifPresent(obstacle -> {
                    throw mistake(before + " and " + after + ": " + obstacle);
                });
        spec.commandLine().getOut().print(MarkdownPage.of(ResultDiff.of(old, current)));
        spec.commandLine().getOut().flush();
        return ResultDiff.worse(old, current, failing).isEmpty()
                ? LoadMain.EXIT_OK
                : LoadMain.EXIT_WORSE;
    }

    private ComparisonResult read(Path place) {
        try {
            return ResultReader.read(place);
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException mistake(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
