package dev.wirelab.load.path;

import dev.wirelab.load.connection.Framing;
import dev.wirelab.load.survive.client.Way;
import dev.wirelab.load.transport.Resumption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a streamed response is compressed for a client that could decompress it, as browsers
/// can. A lab compresses none.
final class CompressionCheck {
    private static final String CHECK = "compression";
    private static final String CODINGS = "gzip, deflate, br, zstd";

    private final LabAccess lab;
    private final List<Way> ways;
    private final Duration patience;

    /// @param ways some that are streamed responses
    CompressionCheck(LabAccess lab, List<Way> ways, Duration patience) {
        this.lab = lab;
        this.ways = ways.stream().filter(ReadingCheck::isResponse).toList();
        this.patience = patience;
    }

    Finding run(LabAccess.Member member) throws InterruptedException {
        List<Reading> readings = new ArrayList<>();
        ways.forEach(way -> readings.add(new Reading(lab, asking(way), member, 1)));
        List<String> coded = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        boolean open = false;
        for (int i = 0; i < readings.size(); i++) {
            try (Reading reading = readings.get(i)) {
                String transport = ways.get(i).transport();
                open |= reading.awaitOpen(patience);
                Optional<Reading.Ended> end = reading.awaitEnd(Duration.ZERO);
                end.map(Reading.Ended::reason)
                        .filter(reason -> reason.contains("Content-Encoding"))
                        .ifPresent(reason -> coded.add(transport + ": " + Reason.brief(reason)));
                if (end.isEmpty() && !reading.awaitOpen(Duration.ZERO)) {
                    silent.add(transport + ": no event");
                }
            }
        }
        if (!coded.isEmpty()) {
            coded.addAll(silent);
            return Finding.trouble(CHECK, String.join(", ", coded), Trouble.COMPRESSED);
        }
        return open
                ? Finding.fine(CHECK, "streams are not compressed")
                : Finding.note(CHECK, "not known, since no stream opens");
    }

    private static Way asking(Way way) {
        if (!(way.resumption() instanceof Resumption.Stream stream)) {
            throw new IllegalArgumentException(way.transport() + " is not a stream");
        }
        Resumption.Opening opening =
                (token, after) -> {
                    Framing framing = stream.opening().framing(token, after);
                    framing.with("Accept-Encoding", CODINGS);
                    return framing;
                };
        return new Way(way.transport(), new Resumption.Stream(opening, false), way.addresses());
    }
}
