package dev.wirelab.load.torture.nodes;

import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.survive.program.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Several nodes of one lab, each a process, and the Redis that has their log. Used by one thread.
public final class NodeLab implements AutoCloseable {
    /// A node that starts while many clients keep the machine busy takes its time.
    private static final Duration START = Duration.ofMinutes(2);

    private final Path jar;
    private final Path folder;
    private final RedisServer redis;
    private final List<Optional<MeasuredLab>> nodes = new ArrayList<>();
    private int starts;

    private NodeLab(Path jar, Path folder, RedisServer redis) {
        this.jar = jar;
        this.folder = folder;
        this.redis = redis;
    }

    /// Starts Redis and nodes.
    ///
    /// @param folder gets the output of each node, a file for each start
    /// @throws CannotStartException if redis-server is not installed, or something does not start
    public static NodeLab start(int count, Path jar, Path folder)
            throws CannotStartException, InterruptedException {
        NodeLab lab = new NodeLab(jar, folder, RedisServer.open());
        try {
            for (int node = 0; node < count; node++) {
                lab.nodes.add(Optional.empty());
                lab.startNode(node);
            }
            return lab;
        } catch (CannotStartException | InterruptedException e) {
            lab.close();
            throw e;
        }
    }

    /// The number of nodes.
    int size() {
        return nodes.size();
    }

    /// The addresses of the nodes that run.
    public List<Target> targets() {
        return nodes.stream().flatMap(Optional::stream).map(MeasuredLab::target).toList();
    }

    /// Starts a node, on other ports than before.
    void startNode(int node) throws CannotStartException, InterruptedException {
        String log = "lab-%d-%d.log".formatted(node + 1, ++starts);
        nodes.set(
                node,
                Optional.of(
                        MeasuredLab.start(
                                jar, folder.resolve(log), List.of("--redis", redis.url()), START)));
    }

    /// Ends a node by SIGKILL.
    void killNode(int node) {
        nodes.set(node, Optional.empty()).ifPresent(MeasuredLab::kill);
    }

    /// Ends a node by SIGTERM; returns when it has ended.
    void stopNode(int node) {
        nodes.get(node).ifPresent(MeasuredLab::close);
        nodes.set(node, Optional.empty());
    }

    /// Ends Redis by SIGKILL.
    void killRedis() throws InterruptedException {
        redis.kill();
    }

    /// Starts Redis with what it has stored.
    void startRedis() throws CannotStartException, IOException, InterruptedException {
        redis.start();
    }

    /// Checks that all nodes run.
    ///
    /// @throws IOException if one has ended by itself
    public void check() throws IOException {
        for (int node = 0; node < nodes.size(); node++) {
            if (!nodes.get(node).map(MeasuredLab::isAlive).orElse(false)) {
                throw new IOException(
                        "node %d has ended by itself; its output is in %s"
                                .formatted(node + 1, folder));
            }
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.ifPresent(MeasuredLab::close));
        redis.close();
    }
}
