package dev.wirelab.load.report;

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
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The differences between two results, by the rule that compares rows of one result. The machine
/// may have changed between two benchmark runs, so a difference must exceed the larger of their
/// noise floors.
public final class ResultDiff {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

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

    private Page page() {
        List<List<String>> cells = new ArrayList<>();
        List<String> found = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        for (Pair pair : pairs) {
            for (Figure figure : Figure.COMPARED) {
                Decision decision = decide(pair, figure).orElse(null);
                if (decision != null) {
                    decisions.add(decision);
                    String row = pair.after().folder();
                    cells.add(List.of(row, figure.title(), words(decision)));
                    if (decision instanceof Decision.Found) {
                        found.add(row + ", " + figure.title() + ": " + words(decision));
                    }
                }
            }
        }
        List<Page.Section> sections = new ArrayList<>();
        List<Block> caveats = caveats();
        if (!caveats.isEmpty()) {
            sections.add(new Page.Section("Read this first", caveats));
        }
        Block table = new Block.Table(List.of("row", "measure", "after against before"), cells);
        sections.add(new Page.Section("All rows that both have", List.of(table)));
        return new Page(
                "%s against %s".formatted(after.started(), before.started()),
                found.isEmpty() ? List.of(nothingFound(decisions)) : found,
                sections);
    }

    private static String nothingFound(List<Decision> decisions) {
        List<String> reasons =
                decisions.stream()
                        .filter(Decision.Undecided.class::isInstance)
                        .map(decision -> ((Decision.Undecided) decision).reason())
                        .toList();
        if (reasons.isEmpty()) {
            return "No difference was found.";
        }
        return reasons.size() == decisions.size()
                ? "Undecided: " + reasons.getFirst() + "."
                : "No difference was found; %d of %d measures are undecided: %s."
                        .formatted(reasons.size(), decisions.size(), reasons.getFirst());
    }

    private Optional<Decision> decide(Pair pair, Figure figure) {
        Optional<Sample> old = figure.sample(BEFORE, pair.before());
        Optional<Sample> current = figure.sample(AFTER, pair.after());
        if (old.isEmpty() || current.isEmpty()) {
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
