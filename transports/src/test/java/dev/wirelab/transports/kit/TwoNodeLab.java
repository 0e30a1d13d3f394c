package dev.wirelab.transports.kit;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.log.Log;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.redis.RedisLog;
import dev.wirelab.transports.redis.RedisUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongFunction;

/// One chat on two nodes, each with ports of its own, that follow one log: whoever asks for an
/// address gets that of either. `-Dwirelab.kit.seed` repeats the delays and choices of a run.
final class TwoNodeLab implements LabUnderTest {
    private final List<TestLab> nodes;
    private final Random random;
    private final Runnable closeLogs;

    /// @param logs makes the log of a node from a seed
    private TwoNodeLab(
            LabSettings settings, long seed, LongFunction<Log> logs, Runnable closeLogs) {
        this.random = new Random(seed);
        this.closeLogs = closeLogs;
        AccessKey key = AccessKey.random();
        nodes =
                List.of(
                        node(settings, key, logs.apply(random.nextLong())),
                        node(settings, key, logs.apply(random.nextLong())));
        nodes.forEach(node -> nodes.forEach(node::allow));
    }

    private static TestLab node(LabSettings settings, AccessKey key, Log log) {
        Chat chat = new Chat(TestLab.chatOptions(settings), InstantSource.system(), log);
        return new TestLab(settings, false, chat, key);
    }

    private static long seed() {
        long seed = Long.getLong("wirelab.kit.seed", System.nanoTime());
        System.out.println("Two nodes; again with -Dwirelab.kit.seed=" + seed);
        return seed;
    }

    /// Two that share a log in memory, with delays.
    static LabUnderTest start(LabSettings settings) {
        long seed = seed();
        SharedLog log = new SharedLog(seed);
        return new TwoNodeLab(settings, seed, log::node, log::close);
    }

    /// Two that share a log in Redis.
    static LabUnderTest onRedis(LabSettings settings) {
        RedisUrl url = RedisServer.shared().newLog();
        List<RedisLog> logs = new ArrayList<>();
        return new TwoNodeLab(
                settings,
                seed(),
                _ -> {
                    try {
                        RedisLog log = RedisLog.connect(url);
                        logs.add(log);
                        return log;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                () -> logs.forEach(RedisLog::close));
    }

    private synchronized TestLab any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    @Override
    public URI http() {
        return any().http();
    }

    @Override
    public List<URI> nodes() {
        return nodes.stream().map(TestLab::http).toList();
    }

    @Override
    public InetSocketAddress tcp() {
        return any().tcp();
    }

    @Override
    public String key() {
        return any().key();
    }

    @Override
    public void close() {
        nodes.forEach(TestLab::beginShutdown);
        nodes.forEach(TestLab::close);
        closeLogs.run();
    }
}
