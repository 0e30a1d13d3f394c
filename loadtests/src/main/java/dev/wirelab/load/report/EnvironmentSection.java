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
                                Texts.of(
                                        "machine.time",
                                        comparison.started(),
                                        comparison.finished(),
                                        comparison.target()),
                                Texts.of(
                                        "machine.load-generator",
                                        here.cpu(),
                                        here.cores(),
                                        here.memoryBytes() >> 20,
                                        here.kernel()),
                                Texts.of(
                                        "machine.program",
                                        here.version(),
                                        here.commit(),
                                        here.java(),
                                        String.join(" ", here.loadFlags()),
                                        here.maxHeapBytes() >> 20,
                                        libraries),
                                lab(here),
                                Texts.of(
                                        "machine.load-average",
                                        TextFormat.rounded(here.loadAverage())),
                                Texts.of(
                                        "machine.method",
                                        comparison.measurement(),
                                        comparison.schema()))));
    }

    /// What the numbers do not include: over a link other things than on loopback.
    static List<Block> caveats(ComparisonResult comparison) {
        String name = comparison.link() == null ? "caveats" : "caveats.link";
        return List.of(new Block.Items(List.of(Texts.of(name).split("\n"))));
    }

    /// The lab, as far as it is known; it may run on another machine or another JDK.
    private static String lab(Environment here) {
        LabEnvironment lab = here.lab();
        String options =
                here.labFlags() == null
                        ? "with unknown options"
                        : "with " + String.join(" ", here.labFlags());
        return lab == null
                ? Texts.of("machine.unknown-lab", options)
                : Texts.of(
                        "machine.lab",
                        lab.version(),
                        lab.java(),
                        options,
                        String.join(" ", lab.options()),
                        lab.maxHeapBytes() >> 20,
                        new TreeMap<>(lab.libraries()));
    }
}
