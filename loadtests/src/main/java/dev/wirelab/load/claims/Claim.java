package dev.wirelab.load.claims;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.io.IOException;
import java.time.Duration;

/// A well-known statement and the experiment that tests it.
///
/// @param id its name on the command line and in files
/// @param claimed the statement in one sentence
/// @param source who made it, when and where
/// @param duration about how long the experiment takes
@JsonIncludeProperties({"id", "claimed", "source"})
public record Claim(
        String id, String claimed, String source, Duration duration, Experiment experiment) {
    /// Tests a claim. Its verdict depends only on what it measures, so it may differ on another
    /// machine or for another version of the lab.
    @FunctionalInterface
    public interface Experiment {
        /// Runs the experiment.
        ///
        /// @throws IOException if the lab does not answer, or not according to its protocol
        Finding run(ExperimentContext context) throws IOException, InterruptedException;
    }
}
