package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `/api/environment` of a lab in this JVM.
@Timeout(60)
final class EnvironmentTest {
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void theEnvironmentHasTheJdkTheLargestHeapAndTheLibraries() throws Exception {
        JsonNode environment = lab.json("/api/environment");

        assertThat(environment.path("java").asText()).contains(Runtime.version().toString());
        assertThat(environment.path("maxHeapBytes").asLong())
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(environment.path("options").isArray()).isTrue();
        JsonNode libraries = environment.path("libraries");
        for (String name : new String[] {"javalin", "jetty", "jackson"}) {
            assertThat(libraries.path(name).asText())
                    .as(name)
                    .matches("\\d+\\.\\d+\\.\\d+.*")
                    .isEqualTo(onTheClassPath(name));
        }
    }

    /// The version in the name of the jar that this JVM was started with.
    private static String onTheClassPath(String library) {
        String jar = library.equals("jetty") ? "jetty-server" : library;
        return System.getProperty("java.class.path")
                .replaceFirst("(?s).*/" + jar + "(?:-core)?-(\\d[^/:;]*)\\.jar(?:[:;].*)?$", "$1");
    }

    @Test
    void aForeignNameThatLeadsHereGetsNothing() throws Exception {
        assertThat(lab.raw("GET /api/environment HTTP/1.1\nHost: example.com\n"))
                .contains("401", "unauthorized")
                .doesNotContain("maxHeapBytes");
    }
}
