package dev.wirelab.load.survive;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.program.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The further labs of a balancer, which the labs of all transports share: they are started when
/// they are first asked for, and ended after the fault. Used by one thread.
final class SecondLabs implements AutoCloseable {
    private final Path jar;
    private final Path folder;
    private @Nullable MeasuredLab stranger;
    private @Nullable RedisServer redis;
    private @Nullable MeasuredLab one;
    private @Nullable MeasuredLab other;

    /// @param folder for their output
    SecondLabs(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /// A lab that knows nothing of any other.
    Target stranger() throws CannotStartException, InterruptedException {
        MeasuredLab lab = stranger == null ? start("stranger", List.of()) : stranger;
        stranger = lab;
        return lab.target();
    }

    /// Two nodes that share a log in Redis.
    ///
    /// @throws CannotStartException if there is no Redis on this machine, or a node does not start
    List<Target> nodes() throws CannotStartException, InterruptedException {
        if (redis == null) {
            redis = RedisServer.open();
        }
        List<String> shared = List.of("--redis", redis.url());
        MeasuredLab first = one == null ? start("node-1", shared) : one;
        one = first;
        MeasuredLab second = other == null ? start("node-2", shared) : other;
        other = second;
        return List.of(first.target(), second.target());
    }

    private MeasuredLab start(String name, List<String> options)
            throws CannotStartException, InterruptedException {
        return MeasuredLab.start(jar, folder.resolve(name + ".log"), options);
    }

    @Override
    public void close() {
        close(stranger);
        close(one);
        close(other);
        stranger = null;
        one = null;
        other = null;
        if (redis != null) {
            redis.close();
            redis = null;
        }
    }

    private static void close(@Nullable MeasuredLab lab) {
        if (lab != null) {
            lab.close();
        }
    }
}
