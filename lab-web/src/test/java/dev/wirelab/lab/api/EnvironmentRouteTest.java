package dev.wirelab.lab.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class EnvironmentRouteTest {
    @Test
    void relevantJvmOptionsAreReportedWithoutFolders() {
        assertThat(
                        EnvironmentRoute.options(
                                List.of(
                                        "-Xms64m",
                                        "-Xlog:aot=off",
                                        "-XX:+UseSerialGC",
                                        "-XX:AOTCache=/home/some one/lab-web/target/lab.aot",
                                        "-javaagent:/opt/agent.jar=port=1",
                                        "-Djdk.virtualThreadScheduler.parallelism=1",
                                        "-Djavax.net.ssl.keyStorePassword=open sesame",
                                        "-Dpassword=open sesame",
                                        "--enable-native-access=ALL-UNNAMED")))
                .containsExactly(
                        "-Xms64m",
                        "-XX:+UseSerialGC",
                        "-XX:AOTCache=lab.aot",
                        "-javaagent:agent.jar=port=1",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "--enable-native-access=ALL-UNNAMED");
    }
}
