package dev.wirelab.load.compare;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a [CapturedRun] shows, over HTTP/1.1 and without HTTP.
@Tag("slow")
@Timeout(120)
@Isolated("measures")
final class CapturedRunTest {
    @TempDir Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "websocket", "long-poll"})
    void theBytesOfARunAreThoseOfACaptureToTheByte(String id) throws Exception {
        new CapturedRun(folder).check(id, List.of());
    }
}
