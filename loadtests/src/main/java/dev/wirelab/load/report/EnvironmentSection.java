package dev.wirelab.load.report;

import dev.wirelab.load.environment.Environment;
import dev.wirelab.load.measure.LabEnvironment;
import dev.wirelab.load.page.Block;
import dev.wirelab.load.result.ComparisonResult;
import dev.wirelab.load.text.TextFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The machine that measured, and what the numbers do not include.
final class EnvironmentSection {
    private EnvironmentSection() {}

    static List<Block> of(ComparisonResult comparison) {
        Environment here = comparison.environment();
        Map<String, String> libraries = new TreeMap<>(here.libraries());
        libraries.keySet().removeIf(name -> name.startsWith("lab "));
        return List.of(
                new Block.Items(
                        List.of(
                                "Measured from %s to %s; the lab: %s"
                                        .formatted(
                                                comparison.started(),
                                                comparison.finished(),
                                                comparison.target()),
                                "The load generator's machine: %s, %d cores visible to the JVM, %d MiB, %s"
                                        .formatted(
                                                here.cpu(),
                                                here.cores(),
                                                here.memoryBytes() >> 20,
                                                here.kernel()),
                                "The load generator: Wirelab %s, commit %s; %s; options of the runs: %s; heap of at most %d MiB; libraries %s"
                                        .formatted(
                                                here.version(),
                                                here.commit(),
                                                here.java(),
                                                String.join(" ", here.loadFlags()),
                                                here.maxHeapBytes() >> 20,
                                                libraries),
                                lab(here),
                                "Load average before the start: "
                                        + TextFormat.rounded(here.loadAverage()),
                                "Version of the measurement method: %d; of result.json: %d"
                                        .formatted(
                                                comparison.measurement(), comparison.schema()))));
    }

    static List<Block> caveats() {
        return List.of(
                new Block.Items(
                        List.of(
                                "Load generator and lab share this machine's cores unless the lab runs"
                                        + " elsewhere; each slows the other down.",
                                "Loopback has no distance and no loss; latencies are those of the programs.",
                                "TCP/IP headers, TCP acknowledgements and retransmissions are not part of the"
                                        + " bytes. The headers are estimated separately, from the segments of all"
                                        + " connections of this machine (52 bytes each).",
                                "No TLS, no HTTP/2, no compression.",
                                "A difference that was not found here may be found on a quieter machine or"
                                        + " with more repeats (--repeats).")));
    }

    /// The lab, as far as it is known; it may run on another machine or another JDK.
    private static String lab(Environment here) {
        LabEnvironment lab = here.lab();
        String options =
                here.labFlags() == null
                        ? "with unknown options"
                        : "with " + String.join(" ", here.labFlags());
        return lab == null
                ? "The lab: started %s; its JDK, heap and libraries are not known"
                        .formatted(options)
                : "The lab: Wirelab %s; %s; started %s; options of its JVM: %s; heap of at most %d MiB; libraries %s"
                        .formatted(
                                lab.version(),
                                lab.java(),
                                options,
                                String.join(" ", lab.options()),
                                lab.maxHeapBytes() >> 20,
                                new TreeMap<>(lab.libraries()));
    }
}
