package dev.wirelab.load.report;

import static dev.wirelab.load.page.Block.column;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.page.Page;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.SignificanceTest;
import dev.wirelab.load.text.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The differences between two results, by the rule that compares rows of one result. The machine
/// may have changed between two benchmark runs, so a difference must exceed the larger of their
/// noise floors.
public final class ResultDiff {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";
    private static final String ANY = "any";
    private static final String UNDECIDED = "undecided";

    private static final Map<String, Figure> FIGURES =
            Map.of(
                    "p50", Figure.MEDIAN,
                    "p99", Figure.P99,
                    "bytes", Figure.BYTES,
                    "cpu", Figure.CPU,
                    "allocated", Figure.ALLOCATED);

    /// What [#worse] may be asked for.
    public static final List<String> MEASURES =
            List.of("p50", "p99", "bytes", "cpu", "allocated", ANY, UNDECIDED);

    private final ComparisonResult before;
    private final ComparisonResult after;
    private final List<Pair> pairs;

    /// Rows with the same options in both results.
    private record Pair(Row before, Row after) {}

    private ResultDiff(ComparisonResult before, ComparisonResult after) {
        this.before = before;
        this.after = after;
        this.pairs =
                after.rows().stream()
                        .filter(row -> row.twinOf() == null)
                        .flatMap(row ->
                                before.rows().stream()
                                        .filter(old -> old.folder().equals(row.folder()))
                                        .filter(old -> old.workload().equals(row.workload()))
                                        .map(old -> new Pair(old, row)))
                        .toList();
    }

    /// Why two results cannot be compared; empty if they can.
    public static Optional<String> obstacle(ComparisonResult before, ComparisonResult after) {
        if (before.measurement() != after.measurement()) {
            return Optional.of(
                    ("the measurement itself changed (version %d and %d; see **measurement** in the"
                                    + " CHANGELOG), so their numbers are not comparable")
                            .formatted(before.measurement(), after.measurement()));
        }
        return new ResultDiff(before, after).pairs.isEmpty()
                ? Optional.of(
                        "they have no row in common: same workload, same options, same transport")
                : Optional.empty();
    }

    /// The differences as a page.
    public static Page of(ComparisonResult before, ComparisonResult after) {
        return new ResultDiff(before, after).page();
    }

    /// What became worse among some measures, a line each.
    ///
    /// @param measures some of [#MEASURES]
    public static List<String> worse(
            ComparisonResult before, ComparisonResult after, Set<String> measures) {
        List<String> worse = new ArrayList<>();
        for (Change change : new ResultDiff(before, after).changes()) {
            boolean named =
                    measures.contains(ANY)
                            || measures.stream()
                                    .anyMatch(name -> FIGURES.get(name) == change.figure);
            boolean fails =
                    switch (change.decision) {
                        case Decision.Found found -> named && found.higher().equals(AFTER);
                        case Decision.NotFound _ -> false;
                        case Decision.Undecided _ -> measures.contains(UNDECIDED);
                    };
            if (fails) {
                worse.add(change.line());
            }
        }
        return worse;
    }

    /// How a figure of a row changed.
    private record Change(String row, Figure figure, Decision decision) {
        String line() {
            return row + ", " + figure.title() + ": " + words(decision);
        }
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (Pair pair : pairs) {
            for (Figure figure : Figure.COMPARED) {
                decide(pair, figure)
                        .map(decision -> new Change(pair.after().folder(), figure, decision))
                        .ifPresent(changes::add);
            }
        }
        return changes;
    }

    private Page page() {
        List<Change> changes = changes();
        List<Page.Section> sections = new ArrayList<>();
        List<Block> caveats = caveats();
        if (!caveats.isEmpty()) {
            sections.add(new Page.Section("Read this first", caveats));
        }
        Block table =
                Block.Table.of(
                        List.of(
                                column("row", Change::row),
                                column("measure", change -> change.figure.title()),
                                column("after against before", change -> words(change.decision))),
                        changes);
        sections.add(new Page.Section("All rows that both have", List.of(table)));
        return new Page(
                "%s against %s".formatted(after.started(), before.started()),
                lead(changes),
                sections);
    }

    /// The differences; without any, whether there is none or nothing was decided.
    private static List<String> lead(List<Change> changes) {
        List<String> found =
                changes.stream()
                        .filter(change -> change.decision instanceof Decision.Found)
                        .map(Change::line)
                        .toList();
        if (!found.isEmpty()) {
            return found;
        }
        List<Decision.Undecided> undecided =
                changes.stream()
                        .map(Change::decision)
                        .filter(Decision.Undecided.class::isInstance)
                        .map(Decision.Undecided.class::cast)
                        .toList();
        if (undecided.isEmpty()) {
            return List.of("No difference was found.");
        }
        String reason = undecided.getFirst().reason();
        return List.of(
                undecided.size() == changes.size()
                        ? "Undecided: " + reason + "."
                        : "No difference was found; %d of %d measures are undecided: %s."
                                .formatted(undecided.size(), changes.size(), reason));
    }

    private Optional<Decision> decide(Pair pair, Figure figure) {
        Optional<Sample> old = figure.sample(BEFORE, pair.before());
        Optional<Sample> current = figure.sample(AFTER, pair.after());
        if (old.isEmpty() || current.isEmpty() || (isZero(old.get()) && isZero(current.get()))) {
            return Optional.empty();
        }
        Optional<String> flaw = pair.before().flaw().or(pair.after()::flaw);
        if (flaw.isPresent()) {
            return Optional.of(new Decision.Undecided(BEFORE, AFTER, flaw.get()));
        }
        OptionalDouble floor =
                Stream.of(before, after)
                        .flatMapToDouble(result -> floor(result, pair, figure).stream())
                        .max();
        List<Sample> samples = List.of(old.get(), current.get());
        return Optional.of(
                SignificanceTest.withFloor(floor, samples, pairs.size()).compare(BEFORE, AFTER));
    }

    /// Whether there is nothing to compare, such as the requests of a transport that makes none.
    private static boolean isZero(Sample sample) {
        return sample.values().stream().allMatch(value -> value == 0);
    }

    private static OptionalDouble floor(ComparisonResult result, Pair pair, Figure figure) {
        return ComparableRows.of(result).stream()
                .filter(rows -> rows.workload().folder().equals(pair.after().workload().folder()))
                .map(rows -> rows.floor(figure))
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Found found ->
                    (found.lower().equals(AFTER)
                                    ? "lower: it was %s as high before"
                                    : "higher: %s as high as before")
                            .formatted(TextFormat.times(found.ratio()));
            case Decision.NotFound none ->
                    "no difference found (" + TextFormat.range(none.ratio()) + ")";
            case Decision.Undecided undecided -> "undecided: " + undecided.reason();
        };
    }

    private List<Block> caveats() {
        Environment old = before.environment();
        Environment current = after.environment();
        return Stream.of(
                        changed("processor", old.cpu(), current.cpu()),
                        changed("number of cores", old.cores(), current.cores()),
                        changed("kernel", old.kernel(), current.kernel()),
                        changed("JDK", old.java(), current.java()),
                        changed("lab's command line", old.labFlags(), current.labFlags()),
                        cutOff("first", before),
                        cutOff("second", after))
                .flatMap(Optional::stream)
                .map(text -> (Block) new Block.Warning(text))
                .toList();
    }

    private static Optional<String> changed(
            String what, @Nullable Object before, @Nullable Object after) {
        return Objects.equals(before, after)
                ? Optional.empty()
                : Optional.of(
                        "The %s changed from %s to %s, which may have changed every number."
                                .formatted(what, before, after));
    }

    private static Optional<String> cutOff(String which, ComparisonResult result) {
        return result.partial()
                ? Optional.of("The %s result was cut off; not every run was made.".formatted(which))
                : Optional.empty();
    }
}
