package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How fan-out to 100 readers grows with the length of the text, up to the longest there is.
@State(Scope.Thread)
public class TextBenchmark extends Timed {
    private static final int READERS = 100;

    /// Bytes of the message's text.
    @Param({"1", "64", "1024", "4096"})
    private int text;

    private String words;
    private Crowd crowd;
    private Account account;

    @Setup
    public void gather() {
        words = Crowd.text(text);
        crowd = new Crowd(ChatOptions.DEFAULTS);
        account = new Account(crowd.follow(Crowd.OURS, READERS));
    }

    @Benchmark
    public void fanOut(Deliveries counted) {
        crowd.burst(crowd.speaker(), Crowd.OURS, words, 1);
        counted.delivery += account.due(1);
    }

    @TearDown
    public void close() {
        account.settle();
        crowd.close();
    }
}
