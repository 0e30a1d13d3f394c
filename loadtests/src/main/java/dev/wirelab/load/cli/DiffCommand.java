package dev.wirelab.load.cli;

import com.fasterxml.jackson.core.JacksonException;
import dev.wirelab.load.page.MarkdownPage;
import dev.wirelab.load.report.ResultDiff;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
            "Exit code 0: compared; 2: one is not a result, or they cannot be compared because the"
                    + " measurement itself changed or they have no row in common.",
            ""
        })
final class DiffCommand implements Callable<Integer> {
    private static final String RESULT = "result.json";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "BEFORE", description = "a folder under results/")
    private Path before = Path.of(".");

    @Parameters(index = "1", paramLabel = "AFTER", description = "another one")
    private Path after = Path.of(".");

    @Override
    public Integer call() {
        ComparisonResult old = read(before);
        ComparisonResult current = read(after);
        ResultDiff.obstacle(old, current)
                .ifPresent(obstacle -> {
                    throw mistake(before + " and " + after + ": " + obstacle);
                });
        spec.commandLine().getOut().print(MarkdownPage.of(ResultDiff.of(old, current)));
        spec.commandLine().getOut().flush();
        return LoadMain.EXIT_OK;
    }

    private ComparisonResult read(Path place) {
        Path file = Files.isDirectory(place) ? place.resolve(RESULT) : place;
        if (!Files.isRegularFile(file)) {
            throw mistake("there is no result in " + place);
        }
        try {
            int schema = RunFiles.json().readTree(file.toFile()).path("schema").asInt();
            if (schema != ComparisonResult.SCHEMA) {
                throw mistake(
                        "%s has schema %d; this program reads schema %d"
                                .formatted(file, schema, ComparisonResult.SCHEMA));
            }
            return RunFiles.json().readValue(file.toFile(), ComparisonResult.class);
        } catch (JacksonException e) {
            throw mistake(file + " is not a result: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw mistake("cannot read " + file + ": " + e.getMessage());
        }
    }

    private ParameterException mistake(String line) {
        return new ParameterException(spec.commandLine(), line);
    }
}
