package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.program.ProxyConfiguration;
import dev.wirelab.load.survive.program.ReverseProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The lab of one transport, as a process whose clock can jump.
final class OwnLab implements TrialLab, AutoCloseable {
    private static final String CLOCK = "-Dwirelab.clock=";

    /// Several start one after the other on a machine that may be busy.
    private static final Duration START = Duration.ofSeconds(60);

    private final Path jar;
    private final Path log;
    private final Path clock;
    private final SecondLabs seconds;
    private MeasuredLab lab;
    private @Nullable MeasuredLab next;
    private @Nullable ReverseProxy proxy;
    private List<Target> pair = List.of();
    private int starts = 1;

    /// Starts it.
    ///
    /// @param log its output; that of restarts goes to files beside it
    /// @param seconds not closed by it
    OwnLab(Path jar, Path log, SecondLabs seconds)
            throws CannotStartException, InterruptedException {
        this.jar = jar;
        this.log = log;
        this.seconds = seconds;
        try {
            this.clock = Files.createTempFile("wirelab", ".clock");
        } catch (IOException e) {
            throw new CannotStartException("no temporary file: " + e.getMessage());
        }
        this.lab = start(log);
    }

    private MeasuredLab start(Path output) throws CannotStartException, InterruptedException {
        return MeasuredLab.start(jar, output, List.of(CLOCK + clock), List.of(), START);
    }

    MeasuredLab lab() {
        return lab;
    }

    @Override
    public Target target() {
        return pair.isEmpty() ? lab.target() : pair.getFirst();
    }

    @Override
    public List<Target> fronts() {
        if (proxy != null) {
            return List.of(proxy.front());
        }
        return pair.isEmpty() ? List.of(target()) : pair;
    }

    @Override
    public void putBehind(ProxyConfiguration configuration)
            throws CannotStartException, InterruptedException {
        proxy = ReverseProxy.start(configuration, target());
    }

    @Override
    public void pair(boolean shared) throws CannotStartException, InterruptedException {
        pair = shared ? seconds.nodes() : List.of(lab.target(), seconds.stranger());
    }

    @Override
    public void jump(Duration by) {
        try {
            Files.writeString(clock, Long.toString(by.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Ends what a trial has changed.
    void restore() {
        pair = List.of();
        jump(Duration.ZERO);
        if (proxy != null) {
            proxy.close();
            proxy = null;
        }
    }

    @Override
    public void prepareRestart() throws CannotStartException, InterruptedException {
        starts++;
        next = start(log.resolveSibling(starts + "-" + log.getFileName()));
    }

    @Override
    public void restart() {
        lab.close();
        if (next != null) {
            lab = next;
            next = null;
        }
    }

    @Override
    public void close() {
        restore();
        lab.close();
        if (next != null) {
            next.close();
        }
        try {
            Files.deleteIfExists(clock);
        } catch (IOException e) {
            // It is in the folder for temporary files.
        }
    }
}
