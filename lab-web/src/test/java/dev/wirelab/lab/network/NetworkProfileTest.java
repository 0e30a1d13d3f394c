package dev.wirelab.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The networks of the page are those of the documentation, which the load program has, too.
class NetworkProfileTest {
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `([\\w-]+)` \\| ([\\d.]+) ms \\| ([\\d.]+), ([\\d.]+) Mbit/s \\| *(.*?) *\\|");
    private static final Pattern CHOICES = Pattern.compile("network: oneOf\\('', (.*)\\),");

    @Test
    void theyAreThoseOfTheDocumentationThatLoseNothing() throws Exception {
        Map<String, String> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "docs", "networks.md")));
        while (row.find()) {
            if (!row.group(5).contains("loss")) {
                documented.put(
                        row.group(1),
                        line(
                                Double.parseDouble(row.group(2)),
                                Double.parseDouble(row.group(3)),
                                Double.parseDouble(row.group(4))));
            }
        }
        Map<String, String> ours = new TreeMap<>();
        for (NetworkProfile profile : NetworkProfile.values()) {
            ours.put(
                    profile.id(),
                    line(
                            profile.roundTrip().toNanos() / 1e6,
                            profile.bitsUp() / 1e6,
                            profile.bitsDown() / 1e6));
        }
        assertThat(ours).isNotEmpty().isEqualTo(documented);
    }

    private static String line(double millis, double up, double down) {
        return millis + " ms, " + up + " and " + down + " Mbit/s";
    }

    @Test
    void thePageOffersAllOfThem() throws Exception {
        String settings = Files.readString(Path.of("src/main/resources/web/js/shell/settings.js"));
        Matcher choices = CHOICES.matcher(settings);
        assertThat(choices.find()).isTrue();
        assertThat(choices.group(1).replace("'", "").split(", "))
                .containsExactlyInAnyOrder(
                        Arrays.stream(NetworkProfile.values())
                                .map(NetworkProfile::id)
                                .toArray(String[]::new));
    }
}
