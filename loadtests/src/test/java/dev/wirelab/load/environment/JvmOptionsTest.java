package dev.wirelab.load.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JvmOptionsTest {
    @Test
    void optionsFromTheEnvironmentAreRecordedWithTheNameOfTheVariable() {
        Map<String, String> variables =
                Map.of(
                        "JAVA_TOOL_OPTIONS",
                        "-Xmx4g -Dpassword=secret  -Xlog:gc",
                        "JDK_JAVA_OPTIONS",
                        "-XX:+UseZGC");
        assertThat(JvmOptions.with(variables::get, List.of("--ledger")))
                .containsExactly(
                        "JAVA_TOOL_OPTIONS=-Xmx4g", "JDK_JAVA_OPTIONS=-XX:+UseZGC", "--ledger");
        assertThat(JvmOptions.with(_ -> null, List.of("-Xms64m"))).containsExactly("-Xms64m");
    }
}
