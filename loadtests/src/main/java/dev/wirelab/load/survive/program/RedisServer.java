package dev.wirelab.load.survive.program;

import dev.wirelab.load.lab.CannotStartException;
import java.util.List;

/// A Redis that is running, without anything in it and without durability.
public final class RedisServer implements AutoCloseable {
    private final ProgramProcess process;

    private RedisServer(ProgramProcess process) {
        this.process = process;
    }

    /// Starts one on a free port of the loopback interface. Called by a thread that lives as long
    /// as it is to.
    ///
    /// @throws CannotStartException if the program is not installed or does not start
    public static RedisServer start() throws CannotStartException, InterruptedException {
        return new RedisServer(
                ProgramProcess.start(
                        Program.REDIS,
                        1,
                        (_, ports) ->
                                List.of(
                                        "--port",
                                        ports.getFirst().toString(),
                                        "--bind",
                                        "127.0.0.1",
                                        "--save",
                                        "",
                                        "--appendonly",
                                        "no")));
    }

    /// The value of the lab's option `--redis`.
    public String url() {
        return "redis://127.0.0.1:" + process.addresses().getFirst().getPort();
    }

    @Override
    public void close() {
        process.close();
    }
}
