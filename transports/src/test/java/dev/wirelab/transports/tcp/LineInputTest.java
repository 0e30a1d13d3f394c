package dev.wirelab.transports.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Command;
import dev.wirelab.core.protocol.Cursor;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.ProtocolVersion;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.StartPosition;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineInputTest {
    private static final Address.Group JAVA = new Address.Group("java");
    private static final Address.User BOB = new Address.User("bob");

    @Test
    void whatIsNoCommandIsSaidAsItIs() {
        assertThat(read("hi there ")).isEqualTo(new LineInput.Say("hi there "));
        assertThat(read(" /join #java")).isEqualTo(new LineInput.Say(" /join #java"));
        assertThat(read("{\"type\":\"ping\"}")).isEqualTo(new LineInput.Say("{\"type\":\"ping\"}"));
        assertThat(read("")).isEqualTo(new LineInput.Nothing());
    }

    @Test
    void commandsAreRead() {
        assertThat(read("/login alice")).isEqualTo(login("alice", null, new StartPosition.End()));
        assertThat(read("/login alice k3f9-xm2p  "))
                .isEqualTo(
                        done(
                                new Command.Login(
                                        null,
                                        "alice",
                                        null,
                                        null,
                                        "k3f9-xm2p",
                                        new StartPosition.End(),
                                        true,
                                        ProtocolVersion.V1)));
        assertThat(read("/token a.b.c")).isEqualTo(login(null, "a.b.c", new StartPosition.End()));
        assertThat(read("/token a.b.c  k3-7"))
                .isEqualTo(login(null, "a.b.c", new StartPosition.After(new Cursor("k3", 7))));
        assertThat(read("/token a.b.c 0"))
                .isEqualTo(login(null, "a.b.c", new StartPosition.Beginning()));
        assertThat(read("/token")).isEqualTo(new LineInput.ShowToken());
        assertThat(read("/say #java  two  spaces "))
                .isEqualTo(done(new Command.Say(null, JAVA, " two  spaces ")));
        assertThat(read("/say @bob /quit")).isEqualTo(done(new Command.Say(null, BOB, "/quit")));
        assertThat(read("/to @bob")).isEqualTo(new LineInput.To(BOB));
        assertThat(read("/to #java")).isEqualTo(new LineInput.To(JAVA));
        assertThat(read("/join #java")).isEqualTo(done(new Command.Join(null, JAVA)));
        assertThat(read("/leave #java ")).isEqualTo(done(new Command.Leave(null, JAVA)));
        assertThat(read("/users")).isEqualTo(done(new Command.Users(null, Address.LOBBY, null)));
        assertThat(read("/users #java")).isEqualTo(done(new Command.Users(null, JAVA, null)));
        assertThat(read("/groups")).isEqualTo(done(new Command.Groups(null)));
        assertThat(read("/history")).isEqualTo(new LineInput.History(null));
        assertThat(read("/history @bob")).isEqualTo(new LineInput.History(BOB));
        assertThat(read("/ping")).isEqualTo(done(new Command.Ping(null)));
        assertThat(read("/help")).isEqualTo(new LineInput.Help());
        assertThat(read("/quit")).isEqualTo(new LineInput.Quit());
        assertThat(read("/QUIT")).isEqualTo(new LineInput.Quit());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\t\u00a0",
                "/",
                "//",
                "/shout hi",
                "/login",
                "/login  ",
                "/login a b",
                "/login \u0007",
                "/token t x",
                "/token t k3-7 k3-8",
                "/say",
                "/say @bob",
                "/say @bob ",
                "/say @bob   ",
                "/say bob hi",
                "/to",
                "/to bob",
                "/join",
                "/join java",
                "/join @bob",
                "/join #java #c",
                "/leave",
                "/leave @bob",
                "/users @bob",
                "/history bob",
            })
    void whatCannotBeMeantIsABadRequest(String line) {
        assertThatThrownBy(() -> LineInput.parse(line))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aTextOverTheLimitIsTooLarge() {
        assertThatThrownBy(() -> LineInput.parse("x".repeat(4097)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE));
    }

    @Test
    void theHelpNamesEveryCommandAndFitsATerminal() {
        assertThat(
                        Pattern.compile("/[a-z]+")
                                .matcher(LineInput.HELP)
                                .results()
                                .map(MatchResult::group))
                .containsOnlyOnce(
                        "/login",
                        "/say",
                        "/to",
                        "/join",
                        "/leave",
                        "/users",
                        "/groups",
                        "/history",
                        "/ping",
                        "/help",
                        "/quit")
                .contains("/token");
        assertThat(Arrays.asList(LineInput.HELP.split("\n", -1)))
                .allSatisfy(line -> assertThat(line).startsWith("* ").hasSizeLessThanOrEqualTo(80));
    }

    private static LineInput read(String line) {
        return LineInput.parse(line);
    }

    private static LineInput done(Command command) {
        return new LineInput.Do(command);
    }

    private static LineInput login(
            @Nullable String user, @Nullable String token, StartPosition start) {
        return done(new Command.Login(null, user, null, token, start, true));
    }
}
