package dev.wirelab.load.report;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Environment;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.stats.Decision;
import dev.wirelab.load.stats.Sample;
import dev.wirelab.load.stats.Sitting;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What changed from one result to another, by the rule that compares rows of one result. Two
/// results are two sittings: what the machine did in between is between them too, so a difference
/// must also exceed the larger of their noise floors.
public final class Difference {
    private static final String BEFORE = "before";
    private static final String AFTER = "after";

    private Difference() {}

    /// Why two results cannot be compared; nothing if they can.
    public static Optional<String> obstacle(ComparisonResult before, ComparisonResult after) {
        if (before.measurement() != after.measurement()) {
            return Optional.of(
                    ("the measurement itself changed (version %d and %d; the CHANGELOG says how under"
                                    + " **measurement**): their numbers cannot be compared")
                            .formatted(before.measurement(), after.measurement()));
        }
        if (pairs(before, after).isEmpty()) {
            return Optional.of(
                    "they have no row in common: same workload, same options, same wire");
        }
        return Optional.empty();
    }

    /// The differences as a page.
    public static Page of(ComparisonResult before, ComparisonResult after) {
        List<Block> caveats = new ArrayList<>();
        caveats(before.environment(), after.environment())
                .forEach(caveat -> caveats.add(new Block.Warning(caveat)));
        cutOff("first", before).ifPresent(caveats::add);
        cutOff("second", after).ifPresent(caveats::add);
        List<List<String>> cells = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (Pair pair : pairs(before, after)) {
            for (Measure measure : Measure.values()) {
                decide(pair, measure, before, after)
                        .ifPresent(decision -> {
                            cells.add(
                                    List.of(
                                            pair.after().folder(),
                                            measure.title(),
                                            words(decision)));
                            if (decision instanceof Decision.Lower) {
                                found.add(
                                        pair.after().folder()
                                                + ", "
                                                + measure.title()
                                                + ": "
                                                + words(decision));
                            }
                        });
            }
        }
        List<Page.Section> sections = new ArrayList<>();
        if (!caveats.isEmpty()) {
            sections.add(new Page.Section("Read this first", caveats));
        }
        sections.add(
                new Page.Section(
                        "All rows that both have",
                        List.of(
                                new Block.Table(
                                        List.of("row", "measure", "after against before"),
                                        cells))));
        return new Page(
                "%s against %s".formatted(after.started(), before.started()),
                found.isEmpty() ? List.of("No difference was found here.") : found,
                sections);
    }

    private static Optional<Decision> decide(
            Pair pair, Measure measure, ComparisonResult before, ComparisonResult after) {
        Optional<Sample> old = measure.sample(BEFORE, pair.before());
        Optional<Sample> young = measure.sample(AFTER, pair.after());
        if (old.isEmpty() || young.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> flaw = pair.before().flaw().or(pair.after()::flaw);
        if (flaw.isPresent()) {
            return Optional.of(new Decision.Undecided(BEFORE, AFTER, flaw.get()));
        }
        OptionalDouble floor =
                Stream.of(before, after)
                        .flatMapToDouble(result -> floor(result, pair, measure).stream())
                        .max();
        return Optional.of(
                Sitting.beyond(floor, List.of(old.get(), young.get()), pairs(before, after).size())
                        .compare(BEFORE, AFTER));
    }

    private static OptionalDouble floor(ComparisonResult result, Pair pair, Measure measure) {
        return Judged.of(result).stream()
                .filter(judged ->
                        judged.workload().folder().equals(pair.after().workload().folder()))
                .map(judged -> judged.sitting(measure).floor())
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private static String words(Decision decision) {
        return switch (decision) {
            case Decision.Lower lower ->
                    lower.lower().equals(AFTER)
                            ? "lower: it was %s as high before"
                                    .formatted(Numbers.times(lower.ratio()))
                            : "higher: %s as high as before"
                                    .formatted(Numbers.times(lower.ratio()));
            case Decision.NotFound none ->
                    "no difference found here (" + Numbers.range(none.ratio()) + ")";
            case Decision.Undecided undecided -> "undecided: " + undecided.reason();
        };
    }

    private static List<String> caveats(Environment before, Environment after) {
        List<String> caveats = new ArrayList<>();
        differ(caveats, "processor", before.cpu(), after.cpu());
        differ(caveats, "number of cores", before.cores(), after.cores());
        differ(caveats, "kernel", before.kernel(), after.kernel());
        differ(caveats, "JDK", before.java(), after.java());
        differ(caveats, "lab's JVM options and ledger", before.labFlags(), after.labFlags());
        return caveats;
    }

    private static Optional<Block> cutOff(String which, ComparisonResult result) {
        return result.partial()
                ? Optional.of(
                        new Block.Warning(
                                "The %s result was cut off; not every run was made."
                                        .formatted(which)))
                : Optional.empty();
    }

    private static void differ(
            List<String> caveats, String what, @Nullable Object before, @Nullable Object after) {
        if (!Objects.equals(before, after)) {
            caveats.add(
                    "The %s differs: %s before, %s after; so may every number."
                            .formatted(what, before, after));
        }
    }

    /// Rows that were asked the same in both.
    private static List<Pair> pairs(ComparisonResult before, ComparisonResult after) {
        return after.rows().stream()
                .filter(row -> row.twinOf() == null)
                .flatMap(row ->
                        before.rows().stream()
                                .filter(old -> old.folder().equals(row.folder()))
                                .filter(old -> old.workload().equals(row.workload()))
                                .map(old -> new Pair(old, row)))
                .toList();
    }

    private record Pair(Row before, Row after) {}
}
