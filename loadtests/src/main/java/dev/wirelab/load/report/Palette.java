package dev.wirelab.load.report;

import dev.wirelab.load.theory.TransportModels;
import java.util.List;

/// The numbers of the colours in `report.css`: a transport has that of the lab's page.
final class Palette {
    /// How many colours there are; beyond, they begin again.
    private static final int COLOURS = 8;

    private Palette() {}

    /// The colour of a transport; one that this program does not know gets one of the rest.
    ///
    /// @param all the transports that are shown together
    static int colour(String transport, List<String> all) {
        List<String> known = TransportModels.ids();
        if (known.contains(transport)) {
            return known.indexOf(transport) % COLOURS;
        }
        List<String> others =
                all.stream().distinct().filter(other -> !known.contains(other)).toList();
        int free = Math.max(1, COLOURS - known.size());
        return known.size() % COLOURS + Math.max(0, others.indexOf(transport)) % free;
    }
}
