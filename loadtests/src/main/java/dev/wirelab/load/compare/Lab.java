package dev.wirelab.load.compare;

import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.measure.ThisMachine;
import dev.wirelab.load.result.JvmOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The lab that is measured: one in a process of its own, or one that already runs elsewhere.
public final class Lab implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(200);

    /// What lies beside a jar that has rehearsed, and how its JVM is started then.
    private static final String MEMORY = "lab.aot";

    private static final String OPTIONS = "lab.options";

    /// Has it tell what each byte was for.
    private static final String LEDGER = "--ledger";

    private final Target target;
    private final Optional<Child> child;
    private final List<String> flags;
    private final Optional<LabEnvironment> environment;

    private Lab(
            Target target,
            Optional<Child> child,
            List<String> flags,
            Optional<LabEnvironment> environment) {
        this.target = target;
        this.child = child;
        this.flags = flags;
        this.environment = environment;
    }

    /// A lab that already runs.
    ///
    /// @param key opens its meters; if empty, the one that [LabKey] finds does
    /// @throws CannotBeginException if none answers there
    public static Lab elsewhere(String http, Optional<String> key)
            throws CannotBeginException, InterruptedException {
        try (LabApi api = new LabApi(http, key.or(() -> LabKey.of(http)))) {
            return new Lab(api.target(), Optional.empty(), List.of(), api.environment());
        } catch (IOException e) {
            throw new CannotBeginException("no lab answers at " + http);
        }
    }

    /// Starts one on free ports, as `./lab serve` does: with what its JVM learnt in a rehearsal, if
    /// that lies beside the jar.
    ///
    /// @param log where its output goes
    /// @throws CannotBeginException if it does not serve within 30 s; the message tells what it
    ///   said last
    public static Lab start(Path jar, Path log) throws CannotBeginException, InterruptedException {
        try {
            return started(jar, log);
        } catch (IOException e) {
            throw new CannotBeginException("the lab did not start: " + e.getMessage());
        }
    }

    private static Lab started(Path jar, Path log)
            throws CannotBeginException, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(warm(jar));
        arguments.addAll(
                List.of(
                        "-jar",
                        jar.toAbsolutePath().toString(),
                        "serve",
                        "--http-port",
                        "0",
                        "--tcp-port",
                        "0",
                        LEDGER));
        LabAddress address = new LabAddress();
        Child child = new Child(arguments, Map.of(), log, address);
        try {
            try (LabApi api = new LabApi(await(address, child))) {
                return new Lab(api.target(), Optional.of(child), flags(jar), api.environment());
            }
        } catch (TimeoutException | ExecutionException | IOException e) {
            child.close();
            throw new CannotBeginException("the lab did not start; " + lastLine(log));
        } catch (InterruptedException e) {
            child.close();
            throw e;
        }
    }

    private static List<String> warm(Path jar) throws IOException {
        return isRehearsed(jar)
                ? List.of(
                        "@" + jar.resolveSibling(OPTIONS),
                        "-XX:AOTCache=" + jar.resolveSibling(MEMORY))
                : List.of();
    }

    private static List<String> flags(Path jar) throws IOException {
        List<String> flags = new ArrayList<>();
        if (isRehearsed(jar)) {
            flags.add("-XX:AOTCache=" + MEMORY);
            Files.readAllLines(jar.resolveSibling(OPTIONS)).stream()
                    .filter(JvmOptions::changesHowItRuns)
                    .forEach(flags::add);
        }
        flags.add(LEDGER);
        return List.copyOf(flags);
    }

    private static boolean isRehearsed(Path jar) throws IOException {
        Path memory = jar.resolveSibling(MEMORY);
        return Files.isRegularFile(memory)
                && Files.size(memory) > 0
                && Files.isRegularFile(jar.resolveSibling(OPTIONS));
    }

    private static String await(LabAddress address, Child child)
            throws InterruptedException, TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                return address.found().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!child.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : "it said: " + lines.getLast();
    }

    /// Where it is.
    public Target target() {
        return target;
    }

    /// Whether it runs on this machine, and so shares its cores with the load program.
    boolean isHere() {
        return child.isPresent() || ThisMachine.isAt(target.http());
    }

    /// Looks whether it still answers.
    ///
    /// @throws IOException if not
    public void check() throws IOException, InterruptedException {
        try (LabApi api = new LabApi(target.http())) {
            api.target();
        } catch (IOException e) {
            throw new IOException("the lab at " + target.http() + " does not answer any more", e);
        }
    }

    /// The program that it says it is; nothing if it does not tell.
    public Optional<LabEnvironment> environment() {
        return environment;
    }

    /// The options of a lab that was started here which change what is measured; nothing if it was
    /// not.
    public Optional<List<String>> flags() {
        return child.map(_ -> flags);
    }

    /// The process of a lab that was started here.
    public Optional<Long> pid() {
        return child.map(Child::pid);
    }

    @Override
    public void close() {
        child.ifPresent(Child::close);
    }
}
