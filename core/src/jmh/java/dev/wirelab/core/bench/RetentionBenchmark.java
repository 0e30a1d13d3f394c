package dev.wirelab.core.bench;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How fan-out to 100 readers grows with what is retained. It is all there from the start, so that
/// each message evicts one.
@State(Scope.Thread)
public class RetentionBenchmark extends Timed {
    private static final String TEXT = Crowd.text(64);
    private static final int READERS = 100;

    /// Retained events; the largest is the default.
    @Param({"1000", "10000", "200000"})
    private int retained;

    private Crowd crowd;
    private Account account;

    @Setup
    public void gather() {
        crowd = new Crowd(Crowd.retaining(retained));
        for (int said = 0; said < retained; said += 100) {
            crowd.burst(crowd.speaker(), Crowd.OURS, TEXT, 100);
        }
        account = new Account(crowd.follow(Crowd.OURS, READERS));
    }

    @Benchmark
    public void fanOut(Deliveries counted) {
        crowd.burst(crowd.speaker(), Crowd.OURS, TEXT, 1);
        counted.delivery += account.due(1);
    }

    @TearDown
    public void close() {
        account.settle();
        crowd.close();
    }
}
