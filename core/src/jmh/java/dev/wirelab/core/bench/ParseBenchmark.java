package dev.wirelab.core.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.JsonCommands;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What comes from a client, from the text to the record.
@State(Scope.Thread)
public class ParseBenchmark extends Timed {
    // Not final: what is constant the compiler would do in advance.
    private String cursor = "k3xy9z-123456";
    private String say = say(64);
    private String longSay = say(4096);

    private static String say(int bytes) {
        Command command = new Command.Say("c1", Address.parse("#ours"), Crowd.text(bytes));
        return new String(JsonCommands.encode(command), UTF_8);
    }

    @Benchmark
    public Cursor cursor() {
        return Cursor.parse(cursor);
    }

    @Benchmark
    public Command jsonOf64Bytes() {
        return JsonCommands.decode(say);
    }

    @Benchmark
    public Command jsonOf4096Bytes() {
        return JsonCommands.decode(longSay);
    }
}
