package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.protocol.Address;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What fan-out to 100 readers costs beside readers of another group, who have nothing to do with
/// it.
@State(Scope.Thread)
public class OthersBenchmark extends Timed {
    private static final Address.Group THEIRS = Address.parseGroup("#theirs");
    private static final String TEXT = Crowd.text(64);
    private static final int READERS = 100;

    @Param({"0", "1000", "10000"})
    private int others;

    private Crowd crowd;
    private Account account;
    private List<Follower> bystanders;
    private long toldBefore;

    /// How often the others were sent something: that their offset has moved on (rule E11 of the
    /// protocol), at most once a second each, and of no message.
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Bystanders {
        public long wakeUpsOfOthers;
    }

    @Setup
    public void gather() {
        crowd = new Crowd(ChatOptions.DEFAULTS);
        bystanders = crowd.follow(THEIRS, others);
        account = new Account(crowd.follow(Crowd.OURS, READERS));
    }

    @Benchmark
    public void fanOut(Deliveries counted) {
        crowd.burst(crowd.speaker(), Crowd.OURS, TEXT, 1);
        counted.delivery += account.due(1);
    }

    @Setup(Level.Iteration)
    public void look() {
        toldBefore = told();
    }

    @TearDown(Level.Iteration)
    public void count(Bystanders counted) {
        counted.wakeUpsOfOthers = told() - toldBefore;
    }

    private long told() {
        return bystanders.stream().mapToLong(Follower::wakeUps).sum();
    }

    @TearDown
    public void close() {
        account.settle();
        crowd.close();
    }
}
