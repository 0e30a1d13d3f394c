package dev.wirelab.transports.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Event;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class LineEventsTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(n|r|t|\\\\|u\\{([0-9a-f]+)})");

    record Golden(Event event, String line) {}

    static final List<Golden> GOLDEN =
            List.of(
                    new Golden(
                            Events.message(42, "hi  all "), "message k3-42 #lobby alice hi  all "),
                    new Golden(
                            new Event.Message(Events.at(9), "bob", Events.ALICE, "a\nb\\n", 1),
                            "message k3-9 @alice bob a\\nb\\\\n"),
                    new Golden(
                            Events.message(1, "\u001b[2J\u0085"),
                            "message k3-1 #lobby alice \\u{1b}[2J\\u{85}"),
                    new Golden(
                            new Event.Joined(Events.at(43), "bob", Events.JAVA),
                            "joined k3-43 #java bob"),
                    new Golden(
                            new Event.Left(Events.at(44), "bob", Events.JAVA),
                            "left k3-44 #java bob"),
                    new Golden(
                            new Event.Hello("alice", Events.at(41), "t.o.k"),
                            "ok k3-41\r\n* token t.o.k"),
                    new Golden(new Event.Hello("alice", Events.at(41), null), "ok k3-41"),
                    new Golden(
                            new Event.Gap(Events.at(90), Event.Gap.Reason.RETENTION),
                            "gap k3-90 retention"),
                    new Golden(
                            new Event.Gap(Events.at(0), Event.Gap.Reason.EPOCH), "gap k3-0 epoch"),
                    new Golden(new Event.CursorMoved(Events.at(9000)), "cursor k3-9000"),
                    new Golden(Events.users("c1", false), "users #java 2 alice bob"),
                    new Golden(Events.users(null, true), "users #java 2 alice bob ..."),
                    new Golden(Events.groups(), "groups #lobby #java"),
                    new Golden(
                            Events.history(),
                            "* history of #java\r\njoined k3-1 #java bob\r\n"
                                    + "message k3-2 #lobby alice hi\r\n* end"),
                    new Golden(
                            new Event.HistoryPage(null, Events.JAVA, List.of(), false),
                            "* history of #java\r\n* end"),
                    new Golden(new Event.Ok("c1", null), "ok"),
                    new Golden(new Event.Ok(null, Events.at(42)), "ok k3-42"),
                    new Golden(new Event.Pong("c1"), "pong"),
                    new Golden(
                            new Event.Error("c1", ErrorCode.NOT_MEMBER, "not\nin"),
                            "error not_member not\\nin"));

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void everyEventHasItsLines(Golden golden) {
        assertThat(LineEvents.format(golden.event())).isEqualTo(golden.line());
    }

    @Test
    void anEscapedTextIsOneHarmlessLineAndReadBackTheSame() {
        String text = Events.EVERY_KIND_OF_CHARACTER;
        String escaped = LineEscapes.escape(text);
        assertThat(escaped.chars().filter(Character::isISOControl)).isEmpty();
        assertThat(escaped).doesNotContain("\u2028", "\u2029", "\u202e", "\u2066");
        assertThat(unescape(escaped)).isEqualTo(text);
    }

    @Test
    void escapesAreNotConfusedWithTextThatLooksLikeThem() {
        for (String text : List.of("\\n", "\n", "\\\n", "\\\\n", "\\u{1b}", "\u001b", "\\\u001b")) {
            assertThat(unescape(LineEscapes.escape(text))).isEqualTo(text);
        }
        assertThat(
                        List.of("\\n", "\n", "\\\n", "\\\\n", "\\u{1b}", "\u001b", "\\\u001b")
                                .stream()
                                .map(LineEscapes::escape))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPlainTextIsLeftAsItIs() {
        assertThat(LineEscapes.escape("grüße, 漢字 🦊 'x'")).isEqualTo("grüße, 漢字 🦊 'x'");
    }

    /// Written from the contract, not from the code.
    private static String unescape(String escaped) {
        return ESCAPE.matcher(escaped)
                .replaceAll(match -> Matcher.quoteReplacement(character(match)));
    }

    private static String character(MatchResult match) {
        return switch (match.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            case "\\" -> "\\";
            default -> Character.toString(Integer.parseInt(match.group(2), 16));
        };
    }
}
