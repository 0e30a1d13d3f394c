package dev.wirelab.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// The TCP segments that passed between this machine and a lab, as Linux counts them
/// (`/proc/net/snmp`, RFC 4022's `tcpInSegs` and `tcpOutSegs`): acknowledgements without data are
/// among them, and so are those of every other connection of this machine. What they add to the
/// bytes of a wire is therefore an estimate, and on a loopback, whose segments hold up to 64 KiB,
/// less than it would be on an Ethernet where much is said at once.
public final class TcpSegments {
    /// Headers of IPv4 (20) and TCP (20) with time stamps (12), the default of Linux.
    public static final int HEADER_BYTES = 52;

    private static final Path COUNTERS = Path.of("/proc/net/snmp");

    private final boolean sameMachine;

    private TcpSegments(boolean sameMachine) {
        this.sameMachine = sameMachine;
    }

    /// Those between this machine and a lab.
    ///
    /// @param http the lab's HTTP address
    public static TcpSegments with(String http) {
        return new TcpSegments(ThisMachine.isAt(http));
    }

    /// How many there were so far; nothing where Linux is not asked.
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
            // Of a lab on this machine both ends are counted here: what one sends, the other gets.
            return OptionalLong.of(sameMachine ? sent : sent + received);
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
