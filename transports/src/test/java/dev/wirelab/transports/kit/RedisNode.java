package dev.wirelab.transports.kit;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.transports.http.auth.AccessKey;
import dev.wirelab.transports.redis.RedisLog;
import dev.wirelab.transports.redis.RedisUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;

/// A node whose log is in Redis.
final class RedisNode implements LabUnderTest {
    private final RedisLog log;
    private final TestLab lab;

    private RedisNode(LabSettings settings, RedisLog log) {
        this.log = log;
        Chat chat = new Chat(TestLab.chatOptions(settings), InstantSource.system(), log);
        this.lab = new TestLab(settings, false, chat, AccessKey.random());
    }

    static RedisNode start(RedisUrl url) {
        return start(url, LabSettings.defaults());
    }

    /// A node that writes snapshots more often.
    static RedisNode start(RedisUrl url, long snapshotBytes) {
        try {
            return new RedisNode(LabSettings.defaults(), RedisLog.connect(url, snapshotBytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RedisNode start(RedisUrl url, LabSettings settings) {
        try {
            return new RedisNode(settings, RedisLog.connect(url));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RedisLog log() {
        return log;
    }

    @Override
    public URI http() {
        return lab.http();
    }

    @Override
    public InetSocketAddress tcp() {
        return lab.tcp();
    }

    @Override
    public String key() {
        return lab.key();
    }

    @Override
    public void close() {
        lab.close();
        log.close();
    }
}
