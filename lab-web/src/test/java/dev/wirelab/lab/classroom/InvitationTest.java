package dev.wirelab.lab.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The address of a class, and its QR code as a path and as lines of text.
class InvitationTest {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    private final Invitation invitation =
            new Invitation("http://192.168.1.5:7070", Optional.of("k3f9-xm2p"));

    @Test
    void theCodeIsInTheFragmentWithCharactersEscaped() {
        assertThat(invitation.url()).isEqualTo("http://192.168.1.5:7070/class.html#code=k3f9-xm2p");
        assertThat(invitation.shown()).isEqualTo("192.168.1.5:7070/class");
        Invitation odd = new Invitation("https://lab.example/x", Optional.of("a#b&c%d+efgh"));
        assertThat(odd.url())
                .isEqualTo("https://lab.example/x/class.html#code=a%23b%26c%25d%2Befgh");
        assertThat(odd.shown()).isEqualTo("https://lab.example/x/class");
        assertThat(new Invitation("http://a", Optional.empty()).url())
                .isEqualTo("http://a/class.html");
    }

    @Test
    void pathAndLinesDrawTheSameModules() {
        int size = (Integer) Objects.requireNonNull(invitation.json().get("size"));
        boolean[][] dark = new boolean[size + 1][size];
        for (MatchResult run :
                RUN.matcher((String) Objects.requireNonNull(invitation.json().get("path")))
                        .results()
                        .toList()) {
            int from = Integer.parseInt(run.group(1));
            for (int x = from; x < from + Integer.parseInt(run.group(3)); x++) {
                dark[Integer.parseInt(run.group(2))][x] = true;
            }
        }
        List<String> lines = invitation.lines(false).lines().toList();
        assertThat(lines).hasSize((size + 1) / 2);
        for (int y = 0; y < size; y++) {
            String line = lines.get(y / 2);
            assertThat(line).hasSize(size);
            for (int x = 0; x < size; x++) {
                String light = y % 2 == 0 ? "█▀" : "█▄";
                assertThat(light.indexOf(line.charAt(x)) < 0).isEqualTo(dark[y][x]);
            }
        }
        // A corner of a finder pattern, four modules from each edge.
        assertThat(dark[4][4]).isTrue();
        assertThat(dark[5][5]).isFalse();
        assertThat(dark[3][4]).isFalse();
    }

    @Test
    void aTerminalIsToldTheColours() {
        assertThat(invitation.lines(true).lines())
                .allMatch(line -> line.startsWith("\u001b[97;40m") && line.endsWith("\u001b[0m"));
    }
}
