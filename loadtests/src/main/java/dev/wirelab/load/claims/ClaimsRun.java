package dev.wirelab.load.claims;

import dev.wirelab.load.compare.Lab;
import dev.wirelab.load.result.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tries claims one after the other, and writes the files after each, so that whatever happens
/// later, what was found stays.
public final class ClaimsRun {
    /// How long a lab that has gone may have done so because this process was told to end.
    private static final long ENDING_MILLIS = 500;

    private final List<Claim> claims;
    private final Path folder;
    private final Consumer<String> progress;
    private final Consumer<Trial> told;
    private final Instant started = Instant.now();
    private final List<Trial> trials = new ArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);

    /// @param folder its own, which exists and is empty
    /// @param progress told a line when something new begins
    /// @param told each trial when it is over
    public ClaimsRun(
            List<Claim> claims, Path folder, Consumer<String> progress, Consumer<Trial> told) {
        this.claims = List.copyOf(claims);
        this.folder = folder;
        this.progress = progress;
        this.told = told;
    }

    /// About how long it will take.
    public static Duration about(List<Claim> claims) {
        return claims.stream().map(Claim::about).reduce(Duration.ZERO, Duration::plus);
    }

    /// Tries them.
    ///
    /// @param lab started here for this, and used by nobody else; not closed here
    /// @throws IOException if a file could not be written, or the lab has gone; what was found
    ///   before is in the folder
    public ClaimsResult execute(Lab lab) throws IOException, InterruptedException {
        Thread hook = new Thread(ending::countDown, "end of a trial");
        Runtime.getRuntime().addShutdownHook(hook);
        Environment environment = Environment.now(lab.environment(), lab.flags(), List.of());
        try {
            for (int i = 0; i < claims.size(); i++) {
                Trial trial = attempt(lab, i);
                if (trial.failure() != null) {
                    if (ending.await(ENDING_MILLIS, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                    lab.check();
                }
                trials.add(trial);
                ClaimsFiles.write(folder, result(environment));
                told.accept(trial);
            }
            return result(environment);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // This process is ending; the hook is or was at work.
            }
        }
    }

    private Trial attempt(Lab lab, int index) throws InterruptedException {
        Claim claim = claims.get(index);
        String id = claim.statement().id();
        Duration left = about(claims.subList(index, claims.size()));
        String title = "%d/%d %s: ".formatted(index + 1, claims.size(), id);
        long began = System.nanoTime();
        Finding finding = null;
        String failure = null;
        try (Bench bench =
                new Bench(
                        lab.target(),
                        lab.pid().orElseThrow(),
                        folder.resolve(id),
                        phase ->
                                progress.accept(
                                        title
                                                + phase
                                                + ", about "
                                                + left(left, began)
                                                + " s left in all"))) {
            finding = claim.test(bench);
        } catch (IOException e) {
            failure = reason(e);
        }
        return new Trial(
                claim.statement(),
                Math.round((System.nanoTime() - began) / 1e8) / 10.0,
                failure == null ? finding : null,
                failure);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static long left(Duration all, long began) {
        return Math.max(1, all.minusNanos(System.nanoTime() - began).toSeconds());
    }

    private ClaimsResult result(Environment environment) {
        return new ClaimsResult(
                ClaimsResult.SCHEMA,
                started.toString(),
                Instant.now().toString(),
                trials.size() < claims.size(),
                environment,
                trials);
    }
}
