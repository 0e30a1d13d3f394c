package dev.wirelab.load.lab;

import dev.wirelab.load.environment.JvmOptions;
import dev.wirelab.load.link.OpenLink;
import dev.wirelab.load.measure.AccessCode;
import dev.wirelab.load.measure.Http2Probe;
import dev.wirelab.load.measure.LabApi;
import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.measure.LabKey;
import dev.wirelab.load.measure.LocalMachine;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.measure.TrustedCertificates;
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
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The lab that is measured: a process of its own, or one that is already running.
public final class MeasuredLab implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration CHECK = Duration.ofMillis(200);

    /// The AOT cache and the JVM options beside a jar that has been rehearsed.
    private static final String AOT_CACHE = "lab.aot";

    private static final String OPTIONS = "lab.options";

    /// Makes the lab classify its traffic by purpose.
    private static final String LEDGER = "--ledger";

    /// Lifts the limits of what one address and one session may do: all clients share an address.
    private static final String FOR_LOAD = "--for-load";

    private static final String TLS = "--tls";

    /// Options that make a lab open TLS ports besides, on free ports.
    public static final List<String> TLS_PORTS =
            List.of(TLS, "--https-port", "0", "--tcp-tls-port", "0");

    /// Makes a lab speak HTTP/2, too.
    public static final String HTTP2 = "--http2";

    private final Target target;
    private final Optional<ChildProcess> child;
    private final List<String> flags;
    private final Optional<LabEnvironment> environment;
    private final Optional<OpenLink> link;
    private final Target clientTarget;

    private MeasuredLab(
            Target target,
            Optional<ChildProcess> child,
            List<String> flags,
            Optional<LabEnvironment> environment) {
        this(target, child, flags, environment, Optional.empty(), target);
    }

    private MeasuredLab(
            Target target,
            Optional<ChildProcess> child,
            List<String> flags,
            Optional<LabEnvironment> environment,
            Optional<OpenLink> link,
            Target clientTarget) {
        this.target = target;
        this.child = child;
        this.flags = flags;
        this.environment = environment;
        this.link = link;
        this.clientTarget = clientTarget;
    }

    /// The same lab, whose clients reach it over a link. Closing one of both closes the lab; none
    /// closes the link.
    ///
    /// @throws IOException if the link has no way to it
    public MeasuredLab over(OpenLink open) throws IOException {
        return new MeasuredLab(
                target, child, flags, environment, Optional.of(open), open.far(target));
    }

    /// The same lab without the link.
    public MeasuredLab direct() {
        return new MeasuredLab(target, child, flags, environment);
    }

    /// The link between the clients and it.
    public Optional<OpenLink> link() {
        return link;
    }

    /// Its addresses as its clients see them: over the link, if there is one.
    public Target clientTarget() {
        return clientTarget;
    }

    /// A lab that is already running.
    ///
    /// @param key opens its meters; if empty, the one that [LabKey] finds does
    /// @param trusted what is accepted as its certificate; null: it is at an http address
    /// @param code presented as its access code at each log-in; null: none
    /// @throws CannotStartException if none answers there, or with another certificate, or if it
    ///   demands another code
    public static MeasuredLab elsewhere(
            String http,
            Optional<String> key,
            @Nullable TrustedCertificates trusted,
            @Nullable String code)
            throws CannotStartException, InterruptedException {
        try (LabApi api = new LabApi(http, key.or(() -> LabKey.of(http)), trusted)) {
            Target target = api.target().withAccessCode(code);
            if (!api.admits(code)) {
                throw new CannotStartException(AccessCode.refusal(http, code));
            }
            return new MeasuredLab(target, Optional.empty(), List.of(), api.environment());
        } catch (SSLException e) {
            throw new CannotStartException(
                    "the lab at %s is not trusted (%s); --ca FILE names its certificate"
                            .formatted(http, reason(e)));
        } catch (IOException e) {
            throw new CannotStartException("no lab answers at " + http);
        }
    }

    /// The first cause: those above it only repeat that the handshake failed.
    private static @Nullable String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure.getMessage() : reason(cause);
    }

    /// No lab, where only other servers are measured.
    public static MeasuredLab none() {
        Target nowhere = new Target("", Map.of());
        return new MeasuredLab(nowhere, Optional.empty(), List.of(), Optional.empty());
    }

    /// Whether there is one.
    public boolean exists() {
        return !target.http().isEmpty();
    }

    /// Starts a lab on free ports as `./lab serve` does, with the AOT cache beside the jar if there
    /// is one.
    ///
    /// @param log the file for its output
    /// @throws CannotStartException if it does not serve within 30 s; the message contains the last
    ///   line of its output
    public static MeasuredLab start(Path jar, Path log)
            throws CannotStartException, InterruptedException {
        return start(jar, log, List.of());
    }

    /// The same with further options.
    public static MeasuredLab start(Path jar, Path log, List<String> options)
            throws CannotStartException, InterruptedException {
        return start(jar, log, options, START);
    }

    /// The same with more patience than 30 s.
    public static MeasuredLab start(Path jar, Path log, List<String> options, Duration limit)
            throws CannotStartException, InterruptedException {
        return start(jar, log, List.of(), options, limit);
    }

    /// The same with options of its JVM.
    public static MeasuredLab start(
            Path jar, Path log, List<String> jvmOptions, List<String> options, Duration limit)
            throws CannotStartException, InterruptedException {
        try {
            List<String> arguments = new ArrayList<>();
            if (isRehearsed(jar)) {
                arguments.add("@" + jar.resolveSibling(OPTIONS));
                arguments.add("-XX:AOTCache=" + jar.resolveSibling(AOT_CACHE));
            }
            arguments.addAll(jvmOptions);
            arguments.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "serve"));
            arguments.addAll(List.of("--http-port", "0", "--tcp-port", "0", LEDGER, FOR_LOAD));
            arguments.add("--stop-with=" + ProcessHandle.current().pid());
            arguments.addAll(options);
            LabAddress address = new LabAddress();
            // A code in the environment is that of another lab: this one is on the loopback.
            ChildProcess child =
                    new ChildProcess(arguments, Map.of(AccessCode.VARIABLE, ""), log, address);
            try (LabApi api = new LabApi(await(address, child, limit))) {
                return new MeasuredLab(
                        api.target(), Optional.of(child), flags(jar, options), api.environment());
            } catch (TimeoutException | ExecutionException | IOException e) {
                child.close();
                throw new CannotStartException("the lab did not start; " + lastLine(log));
            } catch (InterruptedException e) {
                child.close();
                throw e;
            }
        } catch (IOException e) {
            throw new CannotStartException("the lab did not start: " + e.getMessage());
        }
    }

    private static List<String> flags(Path jar, List<String> options) throws IOException {
        List<String> flags = new ArrayList<>();
        if (isRehearsed(jar)) {
            flags.add("-XX:AOTCache=" + AOT_CACHE);
            Files.readAllLines(jar.resolveSibling(OPTIONS)).stream()
                    .filter(JvmOptions::changesHowItRuns)
                    .forEach(flags::add);
        }
        flags.add(LEDGER);
        Stream.of(TLS, HTTP2).filter(options::contains).forEach(flags::add);
        return List.copyOf(flags);
    }

    private static boolean isRehearsed(Path jar) throws IOException {
        Path cache = jar.resolveSibling(AOT_CACHE);
        return Files.isRegularFile(cache)
                && Files.size(cache) > 0
                && Files.isRegularFile(jar.resolveSibling(OPTIONS));
    }

    private static String await(LabAddress address, ChildProcess child, Duration limit)
            throws InterruptedException, TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return address.found().get(CHECK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (!child.isAlive() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it printed nothing" : "it printed: " + lines.getLast();
    }

    /// Its addresses.
    public Target target() {
        return target;
    }

    /// Checks that it has TLS ports.
    ///
    /// @throws CannotStartException if it has none
    public void checkTls() throws CannotStartException {
        if (exists() && target.tls() == null) {
            throw new CannotStartException(
                    "the lab at " + target.http() + " has no TLS ports; start it with --tls");
        }
    }

    /// Checks that it speaks HTTP/2.
    ///
    /// @throws CannotStartException if it does not, or cannot be reached any more
    public void checkHttp2() throws CannotStartException {
        try {
            TrustedCertificates trusted = target.tls() == null ? null : target.tls().trusted();
            if (exists() && !Http2Probe.speaks(target.http(), trusted)) {
                throw new CannotStartException(
                        "the lab at %s does not speak HTTP/2; start it with %s"
                                .formatted(target.http(), HTTP2));
            }
        } catch (IOException e) {
            throw new CannotStartException("no lab answers at " + target.http());
        }
    }

    /// Whether it runs on this machine and shares its cores with the load generator.
    public boolean isLocal() {
        return child.isPresent() || LocalMachine.isAt(target.http());
    }

    /// Checks that it still answers.
    ///
    /// @throws IOException if it does not
    public void check() throws IOException, InterruptedException {
        if (!exists()) {
            return;
        }
        try (LabApi api = new LabApi(target)) {
            api.target();
        } catch (IOException e) {
            throw new IOException("the lab at " + target.http() + " does not answer any more", e);
        }
    }

    /// The program that it reports to be; empty if it does not answer that.
    public Optional<LabEnvironment> environment() {
        return environment;
    }

    /// The options of a lab that was started here which affect the measurement; empty if it was not
    /// started here.
    public Optional<List<String>> flags() {
        return child.map(_ -> flags);
    }

    /// The process of a lab that was started here.
    public Optional<Long> pid() {
        return child.map(ChildProcess::pid);
    }

    /// Whether its process, if it was started here, has not ended.
    public boolean isAlive() {
        return child.map(ChildProcess::isAlive).orElse(true);
    }

    /// Ends a lab that was started here by SIGKILL.
    public void kill() {
        child.ifPresent(ChildProcess::kill);
    }

    @Override
    public void close() {
        child.ifPresent(ChildProcess::close);
    }
}
