package dev.wirelab.load.claims;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;

/// A well-known statement and the experiment that tests it. Its texts are in `ID.properties`:
/// `claimed`, `source`, and those of a [Finding], in which `{name}` refers to a measured figure.
///
/// @param id its name on the command line and in files
/// @param duration about how long the experiment takes
/// @param texts by their names
@JsonIncludeProperties({"id", "claimed", "source"})
public record Claim(String id, Duration duration, Experiment experiment, Properties texts) {
    /// Tests a claim. Its verdict depends only on what it measures, so it may differ on another
    /// machine or for another version of the lab.
    @FunctionalInterface
    public interface Experiment {
        /// Runs the experiment.
        ///
        /// @throws IOException if the lab does not answer, or not according to its protocol
        Finding run(ExperimentContext context) throws IOException, InterruptedException;
    }

    /// A claim whose texts are read from its file.
    Claim(String id, Duration duration, Experiment experiment) {
        this(id, duration, experiment, read(id + ".properties"));
    }

    private static Properties read(String file) {
        Properties texts = new Properties();
        try (InputStreamReader reader =
                new InputStreamReader(
                        Objects.requireNonNull(Claim.class.getResourceAsStream(file), file),
                        StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /// The statement in one sentence.
    @JsonProperty
    public String claimed() {
        return text("claimed");
    }

    /// Who made the statement, when and where.
    @JsonProperty
    public String source() {
        return text("source");
    }

    /// One of its texts; empty if it has none of this name.
    String text(String name) {
        return texts.getProperty(name, "");
    }
}
