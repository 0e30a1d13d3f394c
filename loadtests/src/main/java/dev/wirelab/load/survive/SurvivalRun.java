package dev.wirelab.load.survive;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.survive.client.ClientTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Tries faults one after the other, each on all transports at once. Every transport has a lab of
/// its own. The files are written after each fault, so that an interrupted run keeps the results so
/// far.
///
/// @param faults their ids
/// @param folder exists and is empty
/// @param progress receives a line for each fault that begins
/// @param text receives the outcomes of each fault
public record SurvivalRun(
        List<String> transports,
        List<String> faults,
        Path folder,
        Consumer<String> progress,
        Consumer<String> text) {
    private static final Duration START = Duration.ofSeconds(10);

    /// The time for connecting and for the last messages.
    private static final Duration AROUND = Duration.ofSeconds(4);

    /// Copies the lists.
    public SurvivalRun {
        transports = List.copyOf(transports);
        faults = List.copyOf(faults);
    }

    /// The ids of all faults.
    public static List<String> allFaults() {
        return Fault.ids();
    }

    /// The ids of the faults that this machine cannot try, with the program that it lacks.
    public static Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        for (Fault fault : Fault.all()) {
            fault.strike()
                    .program()
                    .filter(program -> program.path().isEmpty())
                    .ifPresent(program -> missing.put(fault.id(), program.id()));
        }
        return missing;
    }

    /// Its approximate duration.
    public Duration estimate() {
        return faults.stream()
                .flatMap(id -> Fault.byId(id).stream())
                .map(fault -> fault.observed().plus(AROUND))
                .reduce(START, Duration::plus);
    }

    /// Tries the faults.
    ///
    /// @throws CannotStartException if a lab does not start
    /// @throws IOException if a lab does not answer any more, or a file cannot be written
    public SurvivalResult execute(Path jar)
            throws CannotStartException, IOException, InterruptedException {
        Instant started = Instant.now();
        Map<String, OwnLab> labs = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        SecondLabs seconds = new SecondLabs(jar, folder);
        try {
            for (String transport : transports) {
                Path log = folder.resolve("lab-" + transport + ".log");
                labs.put(transport, new OwnLab(jar, log, seconds));
            }
            OwnLab first = labs.values().iterator().next();
            Environment environment =
                    Environment.now(first.lab().environment(), first.lab().flags(), List.of());
            SurvivalResult result = result(started, environment, outcomes);
            for (String id : faults) {
                Fault fault = Fault.byId(id).orElseThrow();
                progress.accept(
                        "%d/%d %s: %s, %d s"
                                .formatted(
                                        faults.indexOf(id) + 1,
                                        faults.size(),
                                        id,
                                        SurvivalTexts.ENGLISH.fault(id),
                                        fault.observed().plus(AROUND).toSeconds()));
                outcomes.addAll(all(fault, labs, seconds));
                result = result(started, environment, outcomes);
                SurvivalReport.write(folder, result);
                text.accept(SurvivalText.details(result, id));
            }
            return result;
        } finally {
            labs.values().forEach(OwnLab::close);
            seconds.close();
        }
    }

    private static List<Outcome> all(Fault fault, Map<String, OwnLab> labs, SecondLabs seconds)
            throws CannotStartException, IOException, InterruptedException {
        try {
            for (OwnLab lab : labs.values()) {
                fault.strike().prepare(lab);
            }
            return tryAll(fault, labs);
        } finally {
            labs.values().forEach(OwnLab::restore);
            seconds.close();
        }
    }

    private static List<Outcome> tryAll(Fault fault, Map<String, OwnLab> labs)
            throws CannotStartException, IOException, InterruptedException {
        List<Callable<Outcome>> trials =
                labs.entrySet().stream()
                        .<Callable<Outcome>>map(
                                each -> () -> one(fault, each.getKey(), each.getValue()))
                        .toList();
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Outcome> outcome : each.invokeAll(trials)) {
                outcomes.add(outcome.get());
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case CannotStartException problem -> throw problem;
                case IOException problem -> throw problem;
                case null, default -> throw new IllegalStateException(e);
            }
        }
        return outcomes;
    }

    private static Outcome one(Fault fault, String transport, OwnLab lab)
            throws CannotStartException, IOException, InterruptedException {
        try (Trial trial = new Trial(fault, transport, lab, ClientTimes.USUAL)) {
            return trial.execute();
        }
    }

    private SurvivalResult result(
            Instant started, Environment environment, List<Outcome> outcomes) {
        return new SurvivalResult(
                SurvivalResult.SCHEMA,
                started.toString(),
                Instant.now().toString(),
                outcomes.size() < faults.size() * transports.size(),
                environment,
                transports,
                outcomes);
    }
}
