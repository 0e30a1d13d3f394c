package dev.wirelab.transports.kit;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.transports.http.auth.AccessKey;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// One chat on two nodes, each with ports of its own, that follow one [SharedLog]: whoever asks for
/// an address gets that of either. `-Dwirelab.kit.seed` repeats the delays and choices of a run.
final class TwoNodeLab implements LabUnderTest {
    private final SharedLog log;
    private final List<TestLab> nodes;
    private final Random random;

    private TwoNodeLab(LabSettings settings, long seed) {
        random = new Random(seed);
        log = new SharedLog(seed);
        AccessKey key = AccessKey.random();
        nodes =
                List.of(
                        node(settings, key, random.nextLong()),
                        node(settings, key, random.nextLong()));
        nodes.forEach(node -> nodes.forEach(node::allow));
    }

    private TestLab node(LabSettings settings, AccessKey key, long seed) {
        Chat chat = new Chat(TestLab.chatOptions(settings), InstantSource.system(), log.node(seed));
        return new TestLab(settings, false, chat, key);
    }

    static LabUnderTest start(LabSettings settings) {
        long seed = Long.getLong("wirelab.kit.seed", System.nanoTime());
        System.out.println("Two nodes; again with -Dwirelab.kit.seed=" + seed);
        return new TwoNodeLab(settings, seed);
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
        nodes.forEach(TestLab::close);
        log.close();
    }
}
