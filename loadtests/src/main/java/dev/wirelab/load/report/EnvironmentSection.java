package dev.wirelab.load.report;

import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Environment;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The machine that measured, and what the numbers do not hold.
final class EnvironmentSection {
    private EnvironmentSection() {}

    static List<Block> of(ComparisonResult comparison) {
        Environment here = comparison.environment();
        return List.of(
                new Block.Items(
                        List.of(
                                "Measured from %s to %s; the lab: %s"
                                        .formatted(
                                                comparison.started(),
                                                comparison.finished(),
                                                comparison.target()),
                                "%s, %d cores seen by the JVM, %d MiB, %s"
                                        .formatted(
                                                here.cpu(),
                                                here.cores(),
                                                here.memoryBytes() >> 20,
                                                here.kernel()),
                                "%s; heap of at most %d MiB; options of the runs: %s; of the lab: %s"
                                        .formatted(
                                                here.java(),
                                                here.maxHeapBytes() >> 20,
                                                String.join(" ", here.loadFlags()),
                                                flags(here.labFlags())),
                                "Wirelab %s, commit %s; libraries %s"
                                        .formatted(
                                                here.version(),
                                                here.commit(),
                                                new TreeMap<>(here.libraries())),
                                "load average before it began: "
                                        + Numbers.plain(here.loadAverage()),
                                "version of the measurement: %d, of the file: %d"
                                        .formatted(
                                                comparison.measurement(), comparison.schema()))));
    }

    static List<Block> caveats() {
        return List.of(
                new Block.Items(
                        List.of(
                                "Load program and lab share this machine's cores unless the lab is elsewhere:"
                                        + " what one takes, the other waits for.",
                                "Loopback has no distance and no loss; latencies are those of the programs.",
                                "TCP/IP headers, acknowledgements of TCP and retransmissions are not in the bytes;"
                                        + " beside them stands what the headers are estimated to be, from the"
                                        + " segments of all connections of this machine (52 bytes each).",
                                "No TLS, no HTTP/2, no compression.",
                                "What was not found here may be found on a quieter machine or with more"
                                        + " repeats (--repeats).")));
    }

    private static String flags(@Nullable List<String> flags) {
        return flags == null ? "not known" : String.join(" ", flags);
    }
}
