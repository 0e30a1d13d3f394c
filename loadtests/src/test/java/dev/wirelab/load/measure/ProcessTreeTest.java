package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Starts shells, since the CPU time of other processes is what is measured.
final class ProcessTreeTest {
    @Test
    void theTimeOfAChildIsPartOfIt() throws Exception {
        // The parent waits; the child counts, prints a line, and waits, too.
        String child = "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; echo done; read x";
        Process parent = new ProcessBuilder("sh", "-c", "sh -c '" + child + "'; exit 0").start();
        try (BufferedReader output = parent.inputReader()) {
            assertThat(output.readLine()).isEqualTo("done");
            ProcessTree tree = new ProcessTree(parent.pid());
            long alone =
                    TimeUnit.MILLISECONDS.toNanos(1)
                            * parent.info().totalCpuDuration().orElseThrow().toMillis();
            assertThat(tree.cpuNanos().orElseThrow())
                    .isGreaterThan(alone + TimeUnit.MILLISECONDS.toNanos(15));
        } finally {
            parent.getOutputStream().close();
            parent.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aProcessThatHasEndedHasNoTime() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        ProcessTree tree = new ProcessTree(ended.pid());
        assertThat(tree.isAlive()).isFalse();
        assertThat(tree.cpuNanos()).isEmpty();
    }
}
