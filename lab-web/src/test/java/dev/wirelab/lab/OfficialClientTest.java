package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.chat.ChatOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// npm's client of Socket.IO, in Node: what is claimed of it in docs/protocol.md (K). It comes from
/// `npm ci`; what is missing is skipped with a message.
@Tag("slow")
@Timeout(180)
final class OfficialClientTest {
    private static final String SCRIPT = "src/test/node/official-client.mjs";
    private static final String TUTORIALS = "src/test/node/tutorial-pages.mjs";

    @ParameterizedTest
    @ValueSource(strings = {"upgrades", "upgradesUnderLoad", "recovery", "endings"})
    void theOfficialClientGetsEverythingOnceInOrder(String scene) throws Exception {
        PageScriptTest.needTools();
        try (SiteLab lab = new SiteLab()) {
            assertThat(run(lab, scene)).isEqualTo("ok\n");
        }
    }

    @Test
    void theOfficialClientDoesNotRecoverWhatIsGone() throws Exception {
        PageScriptTest.needTools();
        ChatOptions forgetful =
                new ChatOptions(
                        ChatOptions.DEFAULTS.sessionLease(),
                        Duration.ofHours(1),
                        20,
                        1 << 20,
                        ChatOptions.DEFAULTS.maxSessions());
        try (SiteLab lab = SiteLab.with(forgetful)) {
            assertThat(run(lab, "gap")).isEqualTo("ok\n");
        }
    }

    /// The pages of three tutorials with the official client, that of another with a WebSocket, and
    /// readers over telnet, SSE and WebSocket in one room.
    @Test
    void thePagesOfTutorialsChatWithEveryoneElse() throws Exception {
        PageScriptTest.needTools();
        try (SiteLab lab = SiteLab.speaking("textmsg")) {
            assertThat(run("node", TUTORIALS, lab.origin())).isEqualTo("ok\n");
        }
    }

    private static String run(SiteLab lab, String scene) throws IOException, InterruptedException {
        return run("node", SCRIPT, lab.origin(), scene);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
