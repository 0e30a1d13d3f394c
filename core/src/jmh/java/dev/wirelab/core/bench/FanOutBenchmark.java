package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A burst is said to a group, and each of its readers has taken it: all of a delivery but the
/// socket.
@State(Scope.Thread)
public class FanOutBenchmark extends Timed {
    private static final String TEXT = Crowd.text(64);

    @Param({"1", "10", "100", "1000", "10000"})
    private int readers;

    /// Messages in a burst.
    @Param({"1", "16"})
    private int burst;

    private Crowd crowd;
    private Account account;

    @Setup
    public void gather() {
        crowd = new Crowd(ChatOptions.DEFAULTS);
        account = new Account(crowd.follow(Crowd.OURS, readers));
    }

    @Benchmark
    public void fanOut(Deliveries counted) {
        crowd.burst(crowd.speaker(), Crowd.OURS, TEXT, burst);
        counted.delivery += account.due(burst);
    }

    @TearDown
    public void close() {
        account.settle();
        crowd.close();
    }
}
