package dev.wirelab.load.report;

import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.result.Environment;
import java.util.List;
import java.util.Map;
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
                                "The load program's machine: %s, %d cores seen by the JVM, %d MiB, %s"
                                        .formatted(
                                                here.cpu(),
                                                here.cores(),
                                                here.memoryBytes() >> 20,
                                                here.kernel()),
                                ("The load program: Wirelab %s, commit %s; %s; options of the runs: %s; heap"
                                                + " of at most %d MiB; libraries %s")
                                        .formatted(
                                                here.version(),
                                                here.commit(),
                                                here.java(),
                                                String.join(" ", here.loadFlags()),
                                                here.maxHeapBytes() >> 20,
                                                libraries(here)),
                                lab(here),
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

    /// The lab, as far as it is known; it may run on another machine, or by another JDK.
    private static String lab(Environment here) {
        LabEnvironment lab = here.lab();
        String options = "started with " + flags(here.labFlags());
        return lab == null
                ? "The lab: %s; its JDK, heap and libraries are not told".formatted(options)
                : "The lab: Wirelab %s; %s; %s; options of its JVM: %s; heap of at most %d MiB; libraries %s"
                        .formatted(
                                lab.version(),
                                lab.java(),
                                options,
                                String.join(" ", lab.options()),
                                lab.maxHeapBytes() >> 20,
                                new TreeMap<>(lab.libraries()));
    }

    private static Map<String, String> libraries(Environment here) {
        Map<String, String> own = new TreeMap<>(here.libraries());
        own.keySet().removeIf(name -> name.startsWith("lab "));
        return own;
    }

    private static String flags(@Nullable List<String> flags) {
        return flags == null ? "options that are not known" : String.join(" ", flags);
    }
}
