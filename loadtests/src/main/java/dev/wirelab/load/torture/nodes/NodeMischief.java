package dev.wirelab.load.torture.nodes;

import dev.wirelab.load.client.MonotonicTime;
import dev.wirelab.load.lab.CannotStartException;
import dev.wirelab.load.measure.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// What happens to the nodes of a lab and to its Redis: decided by random numbers alone. Each time
/// what has ended is started again, before something else ends.
public final class NodeMischief {
    private static final int MIN_PAUSE_MILLIS = 1_000;
    private static final int MAX_PAUSE_MILLIS = 6_000;
    private static final int MAX_ABSENCE_MILLIS = 1_500;
    private static final int ALL = 100;

    /// A kind of it.
    public enum Kind {
        /// A node is killed by SIGKILL.
        NODE_KILL(40),
        /// A node is ended by SIGTERM.
        NODE_STOP(28),
        /// Redis is killed by SIGKILL.
        REDIS_KILL(26),
        /// Redis and all nodes are killed.
        ALL_KILL(6);

        private final int ofAHundred;

        Kind(int ofAHundred) {
            this.ofAHundred = ofAHundred;
        }

        static Kind of(int chance) {
            int left = chance;
            for (Kind kind : values()) {
                left -= kind.ofAHundred;
                if (left < 0) {
                    return kind;
                }
            }
            return ALL_KILL;
        }
    }

    private final NodeLab lab;
    private final SplittableRandom random;
    private final Consumer<List<Target>> changed;
    private final Consumer<String> progress;
    private final Map<Kind, Integer> done = new EnumMap<>(Kind.class);

    /// @param changed is notified of the nodes that run, whenever one has ended or started
    /// @param progress receives a line for each thing that happens
    public NodeMischief(
            NodeLab lab,
            SplittableRandom random,
            Consumer<List<Target>> changed,
            Consumer<String> progress) {
        this.lab = lab;
        this.random = random;
        this.changed = changed;
        this.progress = progress;
    }

    /// Does it at random times; at the end all nodes run.
    ///
    /// @throws IOException if a node has ended by itself, or does not start again
    public void continueFor(Duration duration) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        while (true) {
            long next = System.nanoTime() + millis(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
            if (next - end >= 0) {
                return;
            }
            MonotonicTime.sleepUntil(next);
            lab.check();
            Kind kind = Kind.of(random.nextInt(ALL));
            int node = random.nextInt(lab.size());
            Duration absence = Duration.ofNanos(millis(0, MAX_ABSENCE_MILLIS));
            long at = System.nanoTime();
            try {
                strike(kind, node, absence);
            } catch (CannotStartException e) {
                throw new IOException(e.getMessage(), e);
            }
            done.merge(kind, 1, Integer::sum);
            progress.accept(
                    "%5.1f s: %s%s, %.1f s"
                            .formatted(
                                    (at - began) / 1e9,
                                    kind,
                                    kind == Kind.NODE_KILL || kind == Kind.NODE_STOP
                                            ? " " + (node + 1)
                                            : "",
                                    (System.nanoTime() - at) / 1e9));
        }
    }

    private long millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most)).toNanos();
    }

    private void strike(Kind kind, int node, Duration absence)
            throws CannotStartException, IOException, InterruptedException {
        switch (kind) {
            case NODE_KILL -> {
                lab.killNode(node);
                changed.accept(lab.targets());
                MonotonicTime.pause(absence);
                lab.startNode(node);
            }
            case NODE_STOP -> {
                lab.stopNode(node);
                changed.accept(lab.targets());
                MonotonicTime.pause(absence);
                lab.startNode(node);
            }
            case REDIS_KILL -> {
                lab.killRedis();
                MonotonicTime.pause(absence);
                lab.startRedis();
            }
            case ALL_KILL -> {
                lab.killRedis();
                for (int each = 0; each < lab.size(); each++) {
                    lab.killNode(each);
                }
                changed.accept(lab.targets());
                MonotonicTime.pause(absence);
                lab.startRedis();
                for (int each = 0; each < lab.size(); each++) {
                    lab.startNode(each);
                    changed.accept(lab.targets());
                }
            }
        }
        changed.accept(lab.targets());
    }

    /// How often each kind was done.
    public Map<Kind, Integer> done() {
        return done;
    }
}
