package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Lab;
import dev.wirelab.load.compare.LabJar;
import dev.wirelab.load.compare.ProgressDisplay;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.TextTable;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What all commands that measure have in common: a lab, a folder of their own for what is
/// measured, what they tell at the end, and their exit codes.
final class Measuring {
    private final CommandSpec spec;

    Measuring(CommandSpec spec) {
        this.spec = spec;
    }

    /// What a command does with a lab.
    @FunctionalInterface
    interface Work {
        /// Measures.
        ///
        /// @param folder exists and is empty
        ComparisonResult execute(Lab lab, Path folder, ProgressDisplay display)
                throws IOException, InterruptedException;
    }

    /// Measures, and tells the exit code.
    ///
    /// @throws ParameterException if nothing could be begun
    /// @throws IOException if it began and failed; the message says where what was measured is
    int execute(PlaceOptions place, Work work) throws IOException, InterruptedException {
        try {
            return begin(place, work);
        } catch (CannotBeginException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int begin(PlaceOptions place, Work work)
            throws CannotBeginException, IOException, InterruptedException {
        if (place.target().isPresent()) {
            try (Lab lab = Lab.elsewhere(place.target().get(), place.key())) {
                return execute(lab, ResultFolder.make(place.out()), work);
            }
        }
        Path jar = LabJar.find(place.labJar());
        Path folder = ResultFolder.make(place.out());
        try (Lab lab = Lab.start(jar, folder.resolve("lab.log"))) {
            return execute(lab, folder, work);
        }
    }

    private int execute(Lab lab, Path folder, Work work) throws IOException, InterruptedException {
        ProgressDisplay display = new ProgressDisplay(spec.commandLine().getErr(), isTerminal());
        ComparisonResult result;
        try {
            result = work.execute(lab, folder, display);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; what was measured is in " + folder, e);
        }
        if (!result.partial()) { // Where it was cut off, that was told, and this process ends.
            tell(result, folder);
        }
        return code(result);
    }

    private void tell(ComparisonResult result, Path folder) {
        var out = spec.commandLine().getOut();
        out.println();
        out.print(TextTable.of(result));
        out.println();
        out.println("report   " + folder.resolve(ReportFiles.HTML) + ", " + ReportFiles.MARKDOWN);
        String table =
                result.capacity() != null
                        ? "capacity.csv"
                        : result.rows().isEmpty() ? "crossover.csv" : "result.csv";
        out.println("data     " + folder.resolve("result.json") + ", " + table);
        out.flush();
    }

    @SuppressWarnings("SystemConsoleNull") // A custom console provider may still give none.
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static int code(ComparisonResult result) {
        if (!result.isComplete()) {
            return LoadMain.EXIT_FAILED;
        }
        return result.isPerfect() ? LoadMain.EXIT_OK : LoadMain.EXIT_IMPERFECT;
    }
}
