package dev.wirelab.core.bench;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.EncodedEvent;
import dev.wirelab.core.protocol.Event;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One message from the record to the bytes of a write: its encoding and what a format puts around
/// it. Done once for each event, format and burst, not for each reader.
@State(Scope.Thread)
public class EncodeBenchmark extends Timed {
    /// Bytes of the message's text.
    @Param({"64", "4096"})
    private int text;

    private Event message;
    private Cursor cursor;

    @Setup
    public void make() {
        cursor = new Cursor("k3xy9z", 123_456);
        message =
                new Event.Message(
                        cursor,
                        "user1234",
                        Address.parse("#ours"),
                        Crowd.text(text),
                        1_763_712_000_000L);
    }

    @Benchmark
    public byte[] encode() {
        return FrameFormat.INSTANCE.join(List.of(EncodedEvent.of(message)), cursor, false);
    }
}
