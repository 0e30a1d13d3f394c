package dev.wirelab.load.claims;

/// What messages cost that come in one way, one by one or in bursts, by turns on each wire.
final class Busy {
    private final Turns bytes = new Turns(LongPollWaste.SOCKETS);
    private final Turns cpu = new Turns(LongPollWaste.SOCKETS);
    private final Turns requests = new Turns(LongPollWaste.SOCKETS);

    void add(String kind, Cost cost) {
        bytes.add(kind, cost.bytes);
        cpu.add(kind, cost.cpuMicros);
        requests.add(kind, cost.requests);
    }

    /// Once more over WebSocket.
    void addAgain(Cost cost) {
        bytes.addAgain(cost.bytes);
        cpu.addAgain(cost.cpuMicros);
    }

    /// Of the readers' sockets.
    Turns bytes() {
        return bytes;
    }

    /// Microseconds of the lab.
    Turns cpu() {
        return cpu;
    }

    /// HTTP requests of the readers.
    double requests(String kind) {
        return requests.median(kind);
    }

    /// Of one block, for a message that a reader got.
    ///
    /// @param bytes of the readers' sockets, both directions
    /// @param requests of HTTP
    /// @param cpuMicros of the lab
    record Cost(double bytes, double requests, double cpuMicros) {}
}
