package dev.wirelab.load.compare;

import dev.wirelab.load.lab.MeasuredLab;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a [CapturedRun] shows, over HTTP/2.
@Tag("deep")
@Timeout(120)
@Isolated("measures")
final class CapturedHttp2RunTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"sse-h2", "long-poll-h2"})
    void theBytesOfARunAreThoseOfACaptureToTheByte(String id) throws Exception {
        new CapturedRun(folder).check(id, List.of(MeasuredLab.HTTP2));
    }
}
