package dev.wirelab.core.bench;

import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Event;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// A message is accepted: checked, given its offset, encoded as JSON and put into its indexes, with
/// the log as full as it gets, so that one is evicted for it. Nobody reads.
@State(Scope.Thread)
public class AppendBenchmark extends Timed {
    private static final String TEXT = Crowd.text(64);

    private Crowd crowd;
    private long number;

    @Setup
    public void fill() {
        crowd = new Crowd(ChatOptions.DEFAULTS);
        for (int i = 0; i < ChatOptions.DEFAULTS.retainedEvents(); i++) {
            append(null);
        }
    }

    @Benchmark
    public CompletionStage<Event> append() {
        return append(null);
    }

    /// Such a command is remembered, so that doing it twice is harmless.
    @Benchmark
    public CompletionStage<Event> appendWithId() {
        return append("c" + number++);
    }

    private CompletionStage<Event> append(@Nullable String id) {
        return crowd.chat()
                .accept(crowd.speaker(), crowd.watches(), new Command.Say(id, Crowd.OURS, TEXT));
    }

    @TearDown
    public void close() {
        crowd.close();
    }
}
