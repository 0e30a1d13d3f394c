package dev.wirelab.load.torture.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.lab.CannotStartException;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisServerTest {
    private static final String PATH = System.getenv("PATH");

    private static String answer(RedisServer redis, String command) throws IOException {
        URI url = URI.create(redis.url());
        try (Socket socket = new Socket(url.getHost(), url.getPort());
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            return lines.readLine();
        }
    }

    @Test
    void whereItIsNotInstalledTheMessageNamesIt() {
        assertThatThrownBy(() -> RedisServer.start("/nowhere"))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("redis-server, which is not installed here");
    }

    @Test
    void whatItHasConfirmedSurvivesKillNineAndItsPortStaysTheSame() throws Exception {
        assumeTrue(
                Arrays.stream(PATH.split(File.pathSeparator))
                        .anyMatch(each -> Files.isExecutable(Path.of(each, "redis-server"))),
                "redis-server is not installed");
        try (RedisServer redis = RedisServer.start(PATH)) {
            assertThat(answer(redis, "SET a b")).isEqualTo("+OK");
            redis.kill();
            assertThatThrownBy(() -> answer(redis, "GET a")).isInstanceOf(IOException.class);
            redis.start();
            assertThat(answer(redis, "STRLEN a")).isEqualTo(":1");
        }
    }
}
