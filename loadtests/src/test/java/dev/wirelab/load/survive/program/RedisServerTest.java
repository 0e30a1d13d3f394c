package dev.wirelab.load.survive.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RedisServerTest {
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
    void whatItHasConfirmedSurvivesKillNineAndItsPortStaysTheSame() throws Exception {
        assumeTrue(Program.REDIS.path().isPresent(), "redis-server is not installed");
        try (RedisServer redis = RedisServer.open()) {
            assertThat(answer(redis, "SET a b")).isEqualTo("+OK");
            redis.kill();
            assertThatThrownBy(() -> answer(redis, "GET a")).isInstanceOf(IOException.class);
            redis.start();
            assertThat(answer(redis, "STRLEN a")).isEqualTo(":1");
        }
    }
}
