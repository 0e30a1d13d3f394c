package dev.wirelab.load.claims;

import dev.wirelab.load.report.Numbers;
import dev.wirelab.load.stats.Slope;
import java.util.Optional;

/// What it costs the lab to keep connections on which nothing is said.
///
/// @param bytes of a connection in a second
/// @param heap of a connection, in bytes
record IdleCost(double bytes, Optional<Slope> heap) {
    double heapKibibytes() {
        return heap.map(slope -> slope.perUnit().estimate() / 1024).orElse(Double.NaN);
    }

    String heapInWords() {
        return heap.map(slope ->
                        "%s KiB (%s to %s)"
                                .formatted(
                                        Numbers.plain(slope.perUnit().estimate() / 1024),
                                        Numbers.plain(slope.perUnit().low() / 1024),
                                        Numbers.plain(slope.perUnit().high() / 1024)))
                .orElse("an unknown amount");
    }
}
