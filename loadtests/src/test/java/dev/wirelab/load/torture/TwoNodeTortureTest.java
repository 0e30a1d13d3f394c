package dev.wirelab.load.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.lab.LabJar;
import dev.wirelab.load.torture.nodes.NodeLab;
import dev.wirelab.load.transport.LoadProtocols;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A short run against two nodes that are killed: it starts processes of its own.
@Tag("deep")
@Timeout(180)
final class TwoNodeTortureTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void everyPromiseIsKeptWhileNodesAndRedisAreKilled() throws Exception {
        TortureOptions options =
                new TortureOptions(
                        20261201, Duration.ofSeconds(20), LoadProtocols.ids(), 2, 2, 60, 10);
        try (NodeLab lab = NodeLab.start(2, LabJar.find(Optional.empty()), folder)) {
            TortureRun.Course course = new TortureRun(options, _ -> {}).execute(lab);
            Audit audit = Audit.of(course.evidence());
            assertThat(audit.findings()).isEmpty();
            assertThat(audit.accepted()).isGreaterThan(500);
            assertThat(course.done().keySet())
                    .containsAnyOf("node_kill", "node_stop", "redis_kill");
            assertThat(course.evidence().clients())
                    .allSatisfy(client -> assertThat(client.logs()).hasSize(2));
        }
    }
}
