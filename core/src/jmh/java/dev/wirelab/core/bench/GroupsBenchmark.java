package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// How fan-out grows with the number of groups: each has ten readers, and one after the other is
/// spoken to. A reader is in up to 1,000 of them, which is the limit.
@State(Scope.Thread)
public class GroupsBenchmark extends Timed {
    private static final String TEXT = Crowd.text(64);
    private static final int READERS = 10;

    @Param({"1", "100", "10000"})
    private int groups;

    private final List<Address.Group> addresses = new ArrayList<>();
    private final List<Session> speakers = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private Crowd crowd;
    private int next;

    @Setup
    public void gather() {
        crowd = new Crowd(ChatOptions.DEFAULTS);
        for (int first = 0; first < groups; first += ChatOptions.MAX_GROUPS) {
            gather(first, Math.min(groups, first + ChatOptions.MAX_GROUPS));
        }
    }

    /// Groups that have the same members.
    private void gather(int first, int end) {
        List<Session> members = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            members.add(crowd.logIn());
        }
        for (int i = first; i < end; i++) {
            Address.Group group = Address.parseGroup("#group" + i);
            members.forEach(member -> crowd.join(member, group));
            addresses.add(group);
            speakers.add(members.getFirst());
        }
        Account account = new Account(crowd.followers(members));
        for (int i = first; i < end; i++) {
            accounts.add(account);
        }
    }

    @Benchmark
    public void fanOut(Deliveries counted) {
        crowd.burst(speakers.get(next), addresses.get(next), TEXT, 1);
        counted.delivery += accounts.get(next).due(1);
        next = (next + 1) % groups;
    }

    @TearDown
    public void close() {
        accounts.forEach(Account::settle);
        crowd.close();
    }
}
