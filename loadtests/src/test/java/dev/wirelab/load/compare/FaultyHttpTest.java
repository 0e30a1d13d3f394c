package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.SharedLab;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.RunSpec;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.result.RunState;
import dev.wirelab.load.theory.TransportVariant;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The faults of [FaultyLinesTest] in WebSocket frames and in answers to polls.
@Tag("slow")
@Timeout(120)
final class FaultyHttpTest {
    private static final FanOut WORKLOAD =
            new FanOut(OneInAThousand.READERS, 200, 64, new Timing(250, 5, 250, 5_000));

    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "long-poll", "short-poll"})
    void oneFaultInAThousandIsFoundAndCounted(String id) throws Exception {
        OneInAThousand planted = new OneInAThousand();
        TransportVariant protocol = TransportVariant.byId(id).orElseThrow();
        Target lab = SharedLab.get().target();
        try (HttpProxy proxy = new HttpProxy(URI.create(lab.http()).getPort(), planted.faults())) {
            Target throughProxy = new Target("http://127.0.0.1:" + proxy.port(), lab.endpoints());
            RunSpec spec = new RunSpec(SharedLab.newRunId(), id, throughProxy, null, WORKLOAD);
            RunProcess run = RunProcess.withoutReport(spec, protocol, folder.resolve("run"));
            try {
                RunResult result = run.await().orElseThrow();
                assertThat(result.state()).isEqualTo(RunState.COMPLETE);
                assertThat(result.tally()).isEqualTo(planted.tally());
                assertThat(result.isPerfect()).isFalse();
            } finally {
                run.close();
            }
        }
    }
}
