package dev.wirelab.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The TCP segments between this machine and a lab as counted by Linux (`/proc/net/snmp`, RFC
/// 4022's `tcpInSegs` and `tcpOutSegs`), including pure acknowledgements and all other connections
/// of this machine. The header bytes derived from them are therefore an estimate. On loopback,
/// where segments hold up to 64 KiB, they are fewer than on Ethernet.
public final class TcpSegments {
    /// Headers of IPv4 (20) and TCP (20) with time stamps (12), the default of Linux.
    public static final int HEADER_BYTES = 52;

    private static final Path COUNTERS = Path.of("/proc/net/snmp");

    private final boolean sameMachine;

    private TcpSegments(boolean sameMachine) {
        this.sameMachine = sameMachine;
    }

    /// The segments between this machine and a lab.
    ///
    /// @param http the lab's HTTP address
    public static TcpSegments with(String http) {
        return new TcpSegments(LocalMachine.isAt(http));
    }

    /// The number of segments so far; empty if it is not known.
    public OptionalLong passed() {
        try {
            List<String> tcp =
                    Files.readAllLines(COUNTERS).stream()
                            .filter(line -> line.startsWith("Tcp:"))
                            .toList();
            List<String> names = List.of(tcp.getFirst().split(" "));
            List<String> values = List.of(tcp.getLast().split(" "));
            long sent = Long.parseLong(values.get(names.indexOf("OutSegs")));
            long received = Long.parseLong(values.get(names.indexOf("InSegs")));
            // Both ends of a lab on this machine are counted here: sent segments are received, too.
            return OptionalLong.of(sameMachine ? sent : sent + received);
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
