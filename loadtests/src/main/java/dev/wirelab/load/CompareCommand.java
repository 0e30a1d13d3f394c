package dev.wirelab.load;

import dev.wirelab.load.compare.CannotBeginException;
import dev.wirelab.load.compare.Comparison;
import dev.wirelab.load.compare.Lab;
import dev.wirelab.load.compare.LabJar;
import dev.wirelab.load.compare.Practice;
import dev.wirelab.load.compare.ProgressDisplay;
import dev.wirelab.load.compare.RowPlan;
import dev.wirelab.load.compare.Settings;
import dev.wirelab.load.report.ReportFiles;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.TextTable;
import dev.wirelab.load.transport.LoadProtocol;
import java.io.Console;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Compares the transports.
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the same workload over each transport, all of them one after the other and then all"
                    + " again, and prints how they differ.",
            "",
            "Starts a lab in a JVM of its own unless --target names one. Exit code 0: every message"
                    + " came once and in order; 1: not so; 2: an option or the target will not do;"
                    + " 3: a run failed, and what was measured is on disk.",
            ""
        })
final class CompareCommand implements Callable<Integer> {
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss");
    private static final int FOLDER_TRIES = 100;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private CompareOptions options = new CompareOptions();

    @Override
    public Integer call() throws Exception {
        try {
            return compare(options.settings());
        } catch (CannotBeginException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int compare(Settings settings)
            throws CannotBeginException, IOException, InterruptedException {
        ProgressDisplay display = new ProgressDisplay(spec.commandLine().getErr(), isTerminal());
        if (settings.target().isPresent()) {
            try (Lab lab = Lab.elsewhere(settings.target().get())) {
                return compare(settings, lab, newFolder(settings.out()), display);
            }
        }
        Path jar = LabJar.find(settings.labJar());
        Path folder = newFolder(settings.out());
        try (Lab lab = Lab.start(jar, folder.resolve("lab.log"))) {
            if (options.practises()) {
                Practice.execute(protocols(settings), lab, folder, display);
            }
            return compare(settings, lab, folder, display);
        }
    }

    private static List<LoadProtocol> protocols(Settings settings) {
        return settings.rows().stream().map(RowPlan::protocol).distinct().toList();
    }

    private int compare(Settings settings, Lab lab, Path folder, ProgressDisplay display)
            throws IOException, InterruptedException {
        ComparisonResult result = execute(settings, lab, folder, display);
        tell(result, folder);
        return code(result);
    }

    private static ComparisonResult execute(
            Settings settings, Lab lab, Path folder, ProgressDisplay display)
            throws IOException, InterruptedException {
        try {
            return new Comparison(settings, folder, display).execute(lab);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; what was measured is in " + folder, e);
        }
    }

    private void tell(ComparisonResult result, Path folder) {
        var out = spec.commandLine().getOut();
        out.println();
        out.print(TextTable.of(result));
        out.println();
        out.println("report   " + folder.resolve(ReportFiles.HTML) + ", " + ReportFiles.MARKDOWN);
        out.println("data     " + folder.resolve("result.json") + ", result.csv");
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

    private static Path newFolder(Path out) throws CannotBeginException {
        String name = LocalDateTime.now(ZoneId.systemDefault()).format(FOLDER);
        try {
            Files.createDirectories(out);
            for (int i = 1; i < FOLDER_TRIES; i++) {
                Path folder = out.resolve(i == 1 ? name : name + "-" + i);
                try {
                    return Files.createDirectory(folder);
                } catch (FileAlreadyExistsException e) {
                    // Another comparison of this second: the next name.
                }
            }
        } catch (IOException e) {
            throw new CannotBeginException("cannot write to " + out + ": " + reason(e));
        }
        throw new CannotBeginException("too many results of this second in " + out);
    }

    /// Some of these tell nothing but the path.
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "there is a file of that name";
            case NoSuchFileException _ -> "there can be no folder";
            case FileSystemException named when named.getReason() != null -> named.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
