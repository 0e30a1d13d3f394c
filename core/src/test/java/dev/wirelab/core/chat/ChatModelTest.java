package dev.wirelab.core.chat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A chat against a naive [Model] of it: thousands of random operations, and every reader sees what
/// the model says, in order, once, and a gap if and only if something due was gone.
class ChatModelTest {
    private static final int OPERATIONS = 2_000;

    /// Always the same ones, and one that nobody has tried yet.
    static Stream<Long> seeds() {
        Long given = Long.getLong("model.seed");
        return given != null
                ? Stream.of(given)
                : Stream.concat(
                        LongStream.rangeClosed(1, 24).boxed(), Stream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyReaderGetsWhatTheModelPredicts(long seed) throws InterruptedException {
        try (ModelRun run = new ModelRun(seed)) {
            for (int i = 0; i < OPERATIONS; i++) {
                run.step();
            }
            run.readEverything();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("again with -Dmodel.seed=" + seed, e);
        }
    }
}
