package dev.wirelab.core.bench;

import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.Batch;
import dev.wirelab.core.delivery.Reader;
import dev.wirelab.core.delivery.ReaderOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.StartPosition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A read that finds for itself what is due, as the polls' do, over all groups of the session.
@State(Scope.Thread)
public class ReadBenchmark extends Timed {
    private static final int EVENTS = 100;

    /// In how many groups the session is.
    @Param({"1", "1000"})
    private int groups;

    private Crowd crowd;
    private Session session;
    private Cursor present;
    private Cursor before;

    @Setup
    public void fill() {
        crowd = new Crowd(ChatOptions.DEFAULTS);
        session = crowd.logIn();
        crowd.join(session, Crowd.OURS);
        for (int i = 1; i < groups; i++) {
            crowd.join(session, Address.parseGroup("#group" + i));
        }
        before = cursor();
        crowd.burst(crowd.speaker(), Crowd.OURS, Crowd.text(64), EVENTS);
        present = cursor();
    }

    private Cursor cursor() {
        try (Reader reader =
                Chat.await(crowd.chat().open(session, opening(new StartPosition.End())))) {
            return reader.cursor();
        }
    }

    @Benchmark
    public Batch nothingIsDue() {
        return read(present, 0);
    }

    @Benchmark
    public Batch aHundredAreDue() {
        return read(before, EVENTS);
    }

    private Batch read(Cursor after, int events) {
        try (Reader reader =
                Chat.await(crowd.chat().open(session, opening(new StartPosition.After(after))))) {
            Batch batch = reader.read(Batch.MAX_BYTES);
            if (batch.events().size() != events) {
                throw new AssertionError(batch.events().size() + " events");
            }
            return batch;
        }
    }

    private static ReaderOptions opening(StartPosition start) {
        return new ReaderOptions(
                "short-poll", ReaderOptions.Kind.POLL, start, true, Silent.LISTENER);
    }

    @TearDown
    public void close() {
        crowd.close();
    }

    /// Nobody is told anything: it never arms.
    private enum Silent implements ReaderOptions.Listener {
        LISTENER;

        @Override
        public void ready() {}

        @Override
        public void ended(ErrorCode why, String reason) {}
    }
}
