package dev.wirelab.transports;

/// How much one session, one address, and all together may do on this node. 0 means no limit.
///
/// An address is an IPv4 address, or the first 64 bits of an IPv6 address.
///
/// @param changesPerSecond messages, joins and leaves of a session; twice as many at once
/// @param logInsPerSecond sessions that an address opens; ten times as many at once
/// @param connections sockets
/// @param connectionsPerAddress sockets of an address
/// @param waiting sockets that have no session
/// @param waitingPerAddress sockets of an address that have no session
/// @param silence how many seconds a program on TCP may send nothing
public record Quotas(
        int changesPerSecond,
        int logInsPerSecond,
        int connections,
        int connectionsPerAddress,
        int waiting,
        int waitingPerAddress,
        int silence) {
    /// The limits that docs/protocol.md documents.
    public static final Quotas DEFAULTS = new Quotas(1_000, 50, 50_000, 10_000, 8_000, 4_000, 300);

    /// No limits, for a load generator.
    public static final Quotas UNLIMITED = new Quotas(0, 0, 0, 0, 0, 0, 0);

    /// @throws IllegalArgumentException if a limit is negative
    public Quotas {
        if (changesPerSecond < 0
                || logInsPerSecond < 0
                || connections < 0
                || connectionsPerAddress < 0
                || waiting < 0
                || waitingPerAddress < 0
                || silence < 0) {
            throw new IllegalArgumentException("a limit must not be negative");
        }
    }

    /// The same with at most so many connections.
    public Quotas within(int most) {
        return connections > 0 && connections <= most
                ? this
                : new Quotas(
                        changesPerSecond,
                        logInsPerSecond,
                        most,
                        connectionsPerAddress,
                        waiting,
                        waitingPerAddress,
                        silence);
    }
}
