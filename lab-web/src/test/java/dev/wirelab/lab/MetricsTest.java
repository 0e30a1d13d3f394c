package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.wirelab.core.meter.Counter;
import dev.wirelab.lab.lane.LaneBrowser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `/metrics` of a real lab, read by a strict parser of the format.
@Timeout(60)
class MetricsTest {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
                            + "(?:,[a-z_]+=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*})? "
                            + "(-?[0-9]+(?:\\.[0-9]+)?)");
    private static final Pattern TRANSPORT = Pattern.compile("transport=\"([^\"]*)\"");

    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void everyLineIsOfTheFormatAndEveryFamilyIsDeclaredOnceBeforeItsSamples() throws Exception {
        var answer = lab.get("/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8");
        Map<String, String> samples = parse(answer.body());
        assertThat(samples)
                .containsKey("wirelab_sessions")
                .containsKey("process_cpu_seconds_total");
    }

    @Test
    void aTransportHasASampleForEachOfItsCounts() throws Exception {
        Map<String, String> samples = parse(lab.get("/metrics").body());
        List<String> rows = new ArrayList<>(PagePerson.WIRES);
        rows.add("other");
        for (String transport : rows) {
            assertThat(samples.keySet())
                    .filteredOn(name -> {
                        Matcher label = TRANSPORT.matcher(name);
                        return label.find() && label.group(1).equals(transport);
                    })
                    .as("one sample for each count of %s", transport)
                    .hasSize(Counter.values().length);
        }
    }

    @Test
    void theNumbersAreThoseOfTheMeters() throws Exception {
        try (LaneBrowser alice = lab.person("alice")) {
            assertThat(alice.next()).contains("hello");
            alice.send("{\"type\":\"ping\",\"id\":\"p\"}");
            assertThat(alice.next()).contains("pong");
            JsonNode row = lab.json("/api/meters").path("transports").path("websocket");
            Map<String, String> samples = parse(lab.get("/metrics").body());
            assertThat(row.path("bytesOut").asLong()).isPositive();
            assertThat(samples)
                    .containsEntry(bytes("out"), row.path("bytesOut").asText())
                    .containsEntry(bytes("in"), row.path("bytesIn").asText())
                    .containsEntry("wirelab_commands_total{transport=\"websocket\"}", "1")
                    .containsEntry("wirelab_connections{transport=\"websocket\"}", "1")
                    .containsEntry("wirelab_sessions", "1");
        }
    }

    @Test
    void unexpectedExceptionsAreCountedByThread() throws Exception {
        assertThat(lab.get("/metrics").body()).contains("# TYPE wirelab_faults_total counter");
        lab.server().faults().add("fan-out", new IllegalStateException("planted"));
        assertThat(parse(lab.get("/metrics").body()))
                .containsEntry("wirelab_faults_total{thread=\"fan-out\"}", "1");
    }

    @Test
    void withALedgerTheClassesSumToTheBytes() throws Exception {
        try (SiteLab other = SiteLab.withLedger();
                LaneBrowser alice = other.person("alice")) {
            assertThat(alice.next()).contains("hello");
            Map<String, String> samples = parse(other.get("/metrics").body());
            long sum =
                    samples.entrySet().stream()
                            .filter(sample ->
                                    sample.getKey().startsWith("wirelab_ledger_")
                                            && sample.getKey().contains("\"websocket\"")
                                            && sample.getKey().contains("direction=\"out\""))
                            .mapToLong(sample -> Long.parseLong(sample.getValue()))
                            .sum();
            assertThat(sum)
                    .isPositive()
                    .isEqualTo(Long.parseLong(samples.getOrDefault(bytes("out"), "none")));
        }
    }

    private static String bytes(String direction) {
        return "wirelab_socket_bytes_total{transport=\"websocket\",direction=\""
                + direction
                + "\"}";
    }

    /// Reads the text strictly: HELP, TYPE and samples of one family after the other.
    private static Map<String, String> parse(String text) {
        assertThat(text).endsWith("\n");
        Map<String, String> samples = new LinkedHashMap<>();
        Set<String> families = new LinkedHashSet<>();
        String helped = "";
        String family = "";
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("# HELP ")) {
                helped = line.split(" ", 4)[2];
                assertThat(families).as("a family comes once").doesNotContain(helped);
            } else if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ", -1);
                family = words[2];
                assertThat(family).isEqualTo(helped);
                assertThat(words[3]).isIn("counter", "gauge");
                assertThat(family.endsWith("_total"))
                        .as("a counter is named so: %s", family)
                        .isEqualTo(words[3].equals("counter"));
                assertThat(families.add(family)).isTrue();
            } else if (!line.isEmpty()) {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group(1)).isEqualTo(family);
                String labels = sample.group(2) == null ? "" : sample.group(2);
                assertThat(samples.put(sample.group(1) + labels, sample.group(3)))
                        .as("a sample comes once: %s", line)
                        .isNull();
            }
        }
        return samples;
    }
}
