package dev.wirelab.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCommandsTest {
    private static final Address.Group JAVA = new Address.Group("java");
    private static final Address.User BOB = new Address.User("bob");

    static final List<Command> EVERY_COMMAND =
            List.of(
                    new Command.Say("c1", Address.LOBBY, "hi"),
                    new Command.Say(null, BOB, "two\nlines \\ \"quoted\" \u0001 🦊"),
                    new Command.Join("c2", JAVA),
                    new Command.Leave(null, JAVA),
                    new Command.Groups("c3"),
                    new Command.Ping("c4"),
                    new Command.Users("c5", JAVA, true),
                    new Command.Users(null, JAVA, false),
                    new Command.Users(null, Address.LOBBY, null),
                    new Command.History("c6", BOB, new Cursor("k3", 40), 200),
                    new Command.History(null, JAVA, null, 1),
                    new Command.Login(null, "alice", "fox", null, new StartPosition.End(), true),
                    new Command.Login(
                            "c7", "alice", null, null, new StartPosition.Beginning(), false),
                    new Command.Login(
                            null,
                            null,
                            null,
                            "t.o.k",
                            new StartPosition.After(new Cursor("k3", 7)),
                            true));

    @ParameterizedTest
    @FieldSource("EVERY_COMMAND")
    void whatIsWrittenIsReadBackTheSame(Command command) {
        assertThat(read(new String(JsonCommands.encode(command), UTF_8))).isEqualTo(command);
    }

    @Test
    void leftOutFieldsHaveTheirDefaults() {
        assertThat(read("{\"type\":\"users\"}"))
                .isEqualTo(new Command.Users(null, Address.LOBBY, null));
        assertThat(read("{\"type\":\"history\"}"))
                .isEqualTo(new Command.History(null, Address.LOBBY, null, 50));
        assertThat(read("{\"type\":\"login\",\"user\":\"alice\"}"))
                .isEqualTo(
                        new Command.Login(
                                null, "alice", null, null, new StartPosition.End(), true));
    }

    @Test
    void aNullFieldIsALeftOutField() {
        assertThat(
                        read(
                                "{\"type\":\"users\",\"id\":null,\"to\":null,\"watch\":null,"
                                        + "\"text\":null,\"max\":null,\"echo\":null,\"after\":null}"))
                .isEqualTo(new Command.Users(null, Address.LOBBY, null));
    }

    @Test
    void afterMayBeTheNumberZeroOrItsString() {
        for (String zero : List.of("0", "\"0\"")) {
            assertThat(read("{\"type\":\"login\",\"user\":\"a\",\"after\":" + zero + "}"))
                    .isEqualTo(
                            new Command.Login(
                                    null, "a", null, null, new StartPosition.Beginning(), true));
        }
    }

    @Test
    void unknownFieldsAreOverlooked() {
        assertThat(
                        read(
                                "{\"x\":{\"type\":\"say\",\"id\":\"no\",\"y\":[1,{\"z\":[]}]},"
                                        + "\"from\":\"mallory\",\"type\":\"ping\",\"id\":\"c1\",\"n\":1e9}"))
                .isEqualTo(new Command.Ping("c1"));
    }

    @Test
    void fieldsMayComeInAnyOrderWithAnyWhitespace() {
        assertThat(read(" \t{ \"text\" : \"hi\" ,\r\n \"to\":\"#lobby\", \"type\":\"say\" } "))
                .isEqualTo(new Command.Say(null, Address.LOBBY, "hi"));
    }

    @Test
    void namesInAddressesAreComposed() {
        assertThat(read("{\"type\":\"join\",\"to\":\"#cafe\\u0301\"}"))
                .isEqualTo(new Command.Join(null, new Address.Group("café")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "42",
                "\"ping\"",
                "[]",
                "[{\"type\":\"ping\"}]",
                "{",
                "{}",
                "{\"type\"}",
                "{\"type\":}",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\",}",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\"},",
                "{\"type\":\"ping\"} 1",
                "{type:\"ping\"}",
                "{'type':'ping'}",
                "{\"type\":\"ping\"/**/}",
                "{\"type\":\"ping\",\"x\":NaN}",
                "{\"type\":\"ping\",\"x\":01}",
                "{\"type\":\"ping\",\"x\":\"a\nb\"}",
                "{\"type\":\"ping\",\"x\":\"\\q\"}",
                "{\"type\":\"ping\",\"type\":\"ping\"}",
                "{\"type\":\"ping\",\"x\":{\"y\":1,\"y\":2}}",
                "{\"type\":null}",
                "{\"type\":\"PING\"}",
                "{\"type\":\"ping \"}",
                "{\"type\":\"shout\"}",
                "{\"type\":[\"ping\"]}",
                "\ufeff\ufeff{\"type\":\"ping\"}",
            })
    void whatIsNotOneReadableCommandIsABadRequest(String json) {
        Refusal refusal = refusal(json);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.commandId()).isNull();
        assertThat(refusal.reason()).isNotBlank().doesNotContain("jackson", "Exception", "line:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'type':'say','to':'#lobby'",
                "'type':'say','text':'hi'",
                "'type':'say','to':'lobby','text':'hi'",
                "'type':'say','to':'','text':'hi'",
                "'type':'say','to':'#','text':'hi'",
                "'type':'say','to':'#a b','text':'hi'",
                "'type':'say','to':'#lobby','text':''",
                "'type':'say','to':'#lobby','text':' \\t\\n\\u00a0\\u3000'",
                "'type':'say','to':'#lobby','text':7",
                "'type':'say','to':'#lobby','text':['hi']",
                "'type':'say','to':['#lobby'],'text':'hi'",
                "'type':'say','to':'#lobby','text':'\\ud83e'",
                "'type':'say','to':'#lobby','text':'\\udd8a\\ud83e'",
                "'type':'join'",
                "'type':'join','to':'@bob'",
                "'type':'join','to':'#-x'",
                "'type':'leave'",
                "'type':'leave','to':'@bob'",
                "'type':'users','to':'@bob'",
                "'type':'users','watch':'true'",
                "'type':'users','watch':1",
                "'type':'history','max':0",
                "'type':'history','max':201",
                "'type':'history','max':-1",
                "'type':'history','max':1.0",
                "'type':'history','max':'50'",
                "'type':'history','max':4294967297",
                "'type':'history','max':99999999999999999999",
                "'type':'history','before':''",
                "'type':'history','before':7",
                "'type':'history','before':'k3'",
                "'type':'history','to':'x'",
                "'type':'login'",
                "'type':'login','user':'a','token':'t'",
                "'type':'login','user':''",
                "'type':'login','user':'a b'",
                "'type':'login','user':'a','avatar':'<b>'",
                "'type':'login','user':'a','echo':'no'",
                "'type':'login','user':'a','after':'x'",
                "'type':'login','user':'a','after':1",
                "'type':'login','user':'a','after':-1",
                "'type':'login','user':'a','after':0.5",
                "'type':'login','user':'a','after':'k3-007'",
                "'type':'shout'",
                "'type':7",
                "'type':'ping','x':{'y':1,'y':2}",
                "'type':'ping','type':'ping'",
            })
    void aRefusalHasTheCommandsId(String fields) {
        Refusal refusal = refusal("{\"id\":\"c1\"," + fields.replace('\'', '"') + "}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.commandId()).isEqualTo("c1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "{\"type\":\"say\",\"to\":7,\"text\":\"hi\",\"id\":\"c1\"}",
                "{\"type\":[7],\"id\":\"c1\"}",
                "{\"type\":\"history\",\"max\":{\"a\":[1]},\"id\":\"c1\"}",
                "{\"type\":\"users\",\"watch\":\"\",\"max\":\"\",\"id\":\"c1\"}",
            })
    void theRefusalHasTheIdEvenIfItComesAfterTheFault(String json) {
        Refusal refusal = refusal(json);
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.commandId()).isEqualTo("c1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"\",\"type\":\"ping\"}",
                "{\"id\":7,\"type\":\"ping\"}",
                "{\"id\":[\"c1\"],\"type\":\"ping\"}",
                "{\"id\":\"\\ud83e\",\"type\":\"ping\"}",
                "{\"id\":\"c1\",\"id\":\"c1\",\"type\":7}",
            })
    void anIdThatIsNoneIsABadRequest(String json) {
        assertThat(refusal(json).code()).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void anIdHasUpToSixtyFourBytes() {
        String longest = "é".repeat(32);
        assertThat(read("{\"type\":\"ping\",\"id\":\"" + longest + "\"}"))
                .isEqualTo(new Command.Ping(longest));
        Refusal refusal = refusal("{\"type\":\"ping\",\"id\":\"" + longest + "x\"}");
        assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal.commandId()).isNull();
    }

    @Test
    void aTextOverTheLimitIsRefusedAsTooLargeWithItsId() {
        String text = "é".repeat(2048);
        assertThat(read(say(text))).isEqualTo(new Command.Say("c1", Address.LOBBY, text));
        Refusal refusal = refusal(say(text + "x"));
        assertThat(refusal.code()).isEqualTo(ErrorCode.TOO_LARGE);
        assertThat(refusal.commandId()).isEqualTo("c1");
    }

    @Test
    void aDeeplyNestedValueIsABadRequest() {
        for (String open : List.of("[", "{\"x\":")) {
            Refusal refusal =
                    refusal("{\"id\":\"c1\",\"type\":\"ping\",\"x\":" + open.repeat(10_000));
            assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(refusal.commandId()).isEqualTo("c1");
        }
        String closed = "[".repeat(10_000) + "]".repeat(10_000);
        assertThat(refusal(closed).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal("{\"x\":" + closed + ",\"type\":\"ping\"}").code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void binaryContentIsWrittenAndReadBackInVersion2() {
        byte[] data = {0, -1, 10};
        Content.Binary content = new Content.Binary("image/png", "cat.png", data);
        Command.Say say = new Command.Say("c1", BOB, content);
        assertThat(JsonCommands.decodeRaw(JsonCommands.encodeRaw(say, content))).isEqualTo(say);
        String json = new String(JsonCommands.encode(say), UTF_8);
        assertThat(json).contains("\"data\":\"AP8K\"");
        assertThat(JsonCommands.decode(json, ProtocolVersion.V2)).isEqualTo(say);
        assertThat(refusal(json).code()).isEqualTo(ErrorCode.BAD_REQUEST);
        String unpadded = "{\"type\":\"say\",\"to\":\"@bob\",\"media\":\"A/B\",\"data\":\"AP8\"}";
        assertThat(JsonCommands.decode(unpadded, ProtocolVersion.V2))
                .isEqualTo(
                        new Command.Say(
                                null, BOB, new Content.Binary("a/b", null, new byte[] {0, -1})));
    }

    @Test
    void aLogInMayChooseTheVersion() {
        Command login =
                new Command.Login(
                        null,
                        "alice",
                        null,
                        null,
                        new StartPosition.End(),
                        true,
                        ProtocolVersion.V2);
        String json = new String(JsonCommands.encode(login), UTF_8);
        assertThat(json).contains("\"v\":2");
        assertThat(read(json)).isEqualTo(login);
        assertThat(refusal(json.replace("\"v\":2", "\"v\":3")).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refusal(json.replace("\"v\":2", "\"v\":\"2\"")).code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    private static String say(String text) {
        return "{\"type\":\"say\",\"id\":\"c1\",\"to\":\"#lobby\",\"text\":\"" + text + "\"}";
    }

    private static Command read(String json) {
        return JsonCommands.decode(json);
    }

    private static Refusal refusal(String json) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> JsonCommands.decode(json));
        assertThat(refusal).as("the refusal of %s", json).isNotNull();
        return refusal;
    }
}
