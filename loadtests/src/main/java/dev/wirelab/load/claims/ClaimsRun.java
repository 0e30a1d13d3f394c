package dev.wirelab.load.claims;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.lab.MeasuredLab;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Tests claims one after the other. The files are written after each of them, so that a run that
/// is interrupted or fails leaves what it found before.
///
/// @param folder exists and is empty
/// @param progress receives a line at the start of each phase
/// @param results receives the result of each claim
public record ClaimsRun(
        List<Claim> claims, Path folder, Consumer<String> progress, Consumer<ClaimResult> results) {
    /// If an experiment fails within this time before a shutdown, it failed because of it: Ctrl-C
    /// ends the lab, too.
    private static final long SHUTDOWN_MILLIS = 500;

    /// Copies the list.
    public ClaimsRun {
        claims = List.copyOf(claims);
    }

    /// About how long these claims take.
    public static Duration estimate(List<Claim> claims) {
        return claims.stream().map(Claim::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /// Tests the claims.
    ///
    /// @param lab started for this run, and not closed by it
    /// @throws IOException if a file could not be written, or the lab does not answer any more
    public ClaimsResult execute(MeasuredLab lab) throws IOException, InterruptedException {
        Instant started = Instant.now();
        List<ClaimResult> done = new ArrayList<>();
        CountDownLatch shutdown = new CountDownLatch(1);
        Thread hook = new Thread(shutdown::countDown, "shutdown of claims");
        Runtime.getRuntime().addShutdownHook(hook);
        Environment environment = Environment.now(lab.environment(), lab.flags(), List.of());
        try {
            for (int i = 0; i < claims.size(); i++) {
                ClaimResult result = test(lab, i);
                if (result.failure() != null) {
                    if (shutdown.await(SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)) {
                        break;
                    }
                    lab.check();
                }
                done.add(result);
                ClaimsReport.write(folder, result(started, environment, done));
                results.accept(result);
            }
            return result(started, environment, done);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is shutting down.
            }
        }
    }

    private ClaimResult test(MeasuredLab lab, int index) throws InterruptedException {
        Claim claim = claims.get(index);
        long start = System.nanoTime();
        long end = start + estimate(claims.subList(index, claims.size())).toNanos();
        Finding finding = null;
        String failure = null;
        Path own = folder.resolve(claim.id());
        Consumer<String> phases = phase -> progress.accept(line(index, phase, end));
        try (ExperimentContext context =
                new ExperimentContext(lab.target(), lab.pid().orElseThrow(), own, phases)) {
            finding = claim.experiment().run(context);
        } catch (IOException e) {
            finding = null;
            failure = Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
        double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
        return new ClaimResult(claim, seconds, finding, failure);
    }

    private String line(int index, String phase, long end) {
        long left = Math.max(1, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime()));
        return "%d/%d %s: %s, about %d s left in all"
                .formatted(index + 1, claims.size(), claims.get(index).id(), phase, left);
    }

    private ClaimsResult result(Instant started, Environment environment, List<ClaimResult> done) {
        return new ClaimsResult(
                ClaimsResult.SCHEMA,
                started.toString(),
                Instant.now().toString(),
                done.size() < claims.size(),
                environment,
                done);
    }
}
