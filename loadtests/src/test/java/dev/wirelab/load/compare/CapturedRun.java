package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.lab.MeasuredLab;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunFiles;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.theory.TransportVariant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Compares the bytes that a run reports with a packet capture of the loopback interface during the
/// run.
///
/// A run reads the meters of the measurement in the quiet before the first measured message and in
/// that after the last one. What the transport's connections carried between these two requests,
/// which are in the capture themselves, must equal the difference of the meters in `run.json`, to
/// the byte.
final class CapturedRun {
    private static final FanOut WORKLOAD = new FanOut(8, 40, 64, new Timing(1_000, 25, 300, 1_500));
    private static final String METERS = "GET /api/meters ";

    /// How long it must have been quiet before the meters are read, so that it is certain which
    /// bytes were counted.
    private static final long QUIET_MICROS = 20_000;

    private final Path folder;

    /// @param folder an empty one
    CapturedRun(Path folder) {
        this.folder = folder;
    }

    /// Fails unless the bytes of a run are those of the capture.
    ///
    /// @param id a variant of a transport
    /// @param options of the lab
    void check(String id, List<String> options) throws Exception {
        try (MeasuredLab lab =
                MeasuredLab.start(
                        LabJar.find(Optional.empty()), folder.resolve("lab.log"), options)) {
            Target target = lab.target();
            int http = URI.create(target.http()).getPort();
            try (LoopbackCapture capture = capture(Set.of(http, target.endpoint("tcp").port()))) {
                MeterReadings told = run(id, target);
                List<LoopbackCapture.Segment> passed = capture.end();
                List<LoopbackCapture.Segment> questions =
                        passed.stream()
                                .filter(segment -> segment.text().startsWith(METERS))
                                .toList();
                assertThat(questions)
                        .as("whether there are meters, before, perhaps when all is due, and after")
                        .hasSizeBetween(3, 4);
                List<LoopbackCapture.Segment> read = List.of(questions.get(1), questions.getLast());
                List<LoopbackCapture.Segment> own =
                        ofTheWire(passed, id.equals("tcp") ? target.endpoint("tcp").port() : http);
                for (LoopbackCapture.Segment question : read) {
                    long answered = answered(passed, question);
                    assertThat(own)
                            .as("it was quiet when they were read")
                            .noneMatch(segment ->
                                    segment.micros() > question.micros() - QUIET_MICROS
                                            && segment.micros() <= answered);
                }

                assertThat(told.bytesIn()).isGreaterThan(60L * WORKLOAD.textBytes());
                assertThat(between(own, true, read)).isEqualTo(told.bytesIn());
                assertThat(between(own, false, read)).isEqualTo(told.bytesOut());
            }
        }
    }

    private LoopbackCapture capture(Set<Integer> ports) throws IOException, InterruptedException {
        try {
            return LoopbackCapture.start(folder, ports);
        } catch (LoopbackCapture.Impossible e) {
            return abort(e.reason());
        }
    }

    /// The readings of the meters that a run wrote.
    private MeterReadings run(String id, Target target) throws IOException, InterruptedException {
        TransportVariant protocol = TransportVariant.byId(id).orElseThrow();
        RunSpec spec = new RunSpec("captured", id, target, null, WORKLOAD);
        Path own = folder.resolve("run");
        RunProcess run = RunProcess.withoutReport(spec, protocol, own);
        try {
            run.await();
        } finally {
            run.close();
        }
        RunResult result = RunFiles.readJson(own).orElseThrow();
        assertThat(result.isPerfect()).as("%s", result).isTrue();
        return Objects.requireNonNull(result.meters());
    }

    /// When the lab answered.
    private static long answered(
            List<LoopbackCapture.Segment> passed, LoopbackCapture.Segment question) {
        LoopbackCapture.Stream asked = question.stream();
        return passed.stream()
                .filter(segment -> segment.micros() >= question.micros())
                .filter(segment -> !segment.stream().up())
                .filter(segment -> segment.stream().client() == asked.client())
                .findFirst()
                .orElseThrow()
                .micros();
    }

    /// What passed at a port, without the connections on which the meters were read.
    private static List<LoopbackCapture.Segment> ofTheWire(
            List<LoopbackCapture.Segment> passed, int port) {
        Set<Integer> readers =
                passed.stream()
                        .filter(segment -> segment.text().startsWith(METERS))
                        .map(segment -> segment.stream().client())
                        .collect(Collectors.toSet());
        return passed.stream()
                .filter(segment -> segment.stream().port() == port)
                .filter(segment -> !readers.contains(segment.stream().client()))
                .toList();
    }

    /// The bytes of one direction after the first reading of the meters and before the second, each
    /// counted once, however often it was sent.
    private static long between(
            List<LoopbackCapture.Segment> passed, boolean up, List<LoopbackCapture.Segment> read) {
        Map<LoopbackCapture.Stream, Integer> reached = new HashMap<>();
        long bytes = 0;
        for (LoopbackCapture.Segment segment : passed) {
            if (segment.stream().up() == up && segment.micros() < read.getLast().micros()) {
                int before = reached.getOrDefault(segment.stream(), segment.sequence());
                // Sequence numbers wrap around: what is ahead is less than half of them away.
                int more = Math.max(0, segment.end() - before);
                reached.put(segment.stream(), before + more);
                bytes += segment.micros() > read.getFirst().micros() ? more : 0;
            }
        }
        return bytes;
    }
}
