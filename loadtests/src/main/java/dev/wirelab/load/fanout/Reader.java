package dev.wirelab.load.fanout;

import dev.wirelab.load.measure.ReaderAccount;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.measure.Tally;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.transport.Inbox;
import dev.wirelab.load.wire.ReceivedEvent;

/// One reading virtual user. Its event loop enters what arrives; another thread may read the tally
/// once it has seen [FanOutRun]'s counter move past those arrivals.
final class Reader implements Inbox {
    private final FanOutRun run;
    private final int index;
    private final ReaderAccount account;
    private boolean reading;
    private boolean done;

    Reader(FanOutRun run, int index) {
        this.run = run;
        this.index = index;
        RunSpec spec = run.spec();
        this.account =
                new ReaderAccount(
                        spec.runId(),
                        spec.publisherName(),
                        spec.workload().textBytes(),
                        spec.workload().warmUpMessages(),
                        spec.workload().messages());
    }

    String user() {
        return run.spec().readerName(index);
    }

    @Override
    public void reading() {
        if (!reading) {
            reading = true;
            run.participantReady();
        }
    }

    @Override
    public boolean arrived(ReceivedEvent event, long nanos) {
        Stamp stamp = account.arrived(event).orElse(null);
        if (stamp != null) {
            switch (stamp.phase()) {
                case WARM_UP -> {}
                case MEASURED -> run.delivered(stamp, nanos);
                case END -> done = true;
            }
            run.counted(stamp.phase());
        }
        return done;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public double pollPhase() {
        return (double) index / run.spec().workload().readers();
    }

    /// Whether it read at all.
    boolean hasRead() {
        return reading;
    }

    Tally tally() {
        return account.tally();
    }
}
