package dev.wirelab.core.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wirelab.core.log.Fact.CommandKey;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.ErrorCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FactCodecTest {
    private static final Instant AT = Instant.parse("2025-11-30T06:19:12.123456789Z");
    private static final CommandKey KEY = new CommandKey("c1", new UUID(0x0102030405060708L, -1));

    /// Facts as version 1 encoded them: these bytes may stand in logs and stay readable.
    static Stream<Arguments> versionOne() {
        return Stream.of(
                Arguments.of("0101a08d06e807", new Fact.Configured(100_000, 1_000)),
                Arguments.of(
                        "0102027331055ac3bc7269 04666f78 e0c3afc906959aef3a e095b2c90600"
                                .replace(" ", ""),
                        new Fact.LoggedIn(
                                "s1", "Züri", "fox", AT, Instant.parse("2025-11-30T18:20:16Z"))),
                Arguments.of(
                        "010302 7331 0c 756e617574686f72697a6564 03 627965".replace(" ", ""),
                        new Fact.LoggedOut("s1", ErrorCode.UNAUTHORIZED, "bye")),
                Arguments.of("0104027331e0c3afc906959aef3a", new Fact.Seen("s1", AT)),
                Arguments.of("0105027331e0c3afc906959aef3a", new Fact.LeaseEnded("s1", AT)),
                Arguments.of(
                        "0106027331 03 6331 0102030405060708ffffffffffffffff 06 236c6f626279 01 02 6869"
                                        .replace(" ", "")
                                + "e0c3afc906959aef3a",
                        new Fact.Published("s1", KEY, Address.LOBBY, new Content.Text("hi"), AT)),
                Arguments.of(
                        "0106027331 00 04 40626f62 01 02 6869".replace(" ", "")
                                + "e0c3afc906959aef3a",
                        new Fact.Published(
                                "s1", null, new Address.User("bob"), new Content.Text("hi"), AT)),
                Arguments.of(
                        "0107027331 00 04 6a617661".replace(" ", "") + "e0c3afc906959aef3a",
                        new Fact.JoinedGroup("s1", null, new Address.Group("java"), AT)),
                Arguments.of(
                        "0108027331 00 04 6a617661".replace(" ", "") + "e0c3afc906959aef3a",
                        new Fact.LeftGroup("s1", null, new Address.Group("java"), AT)));
    }

    @ParameterizedTest
    @MethodSource("versionOne")
    void versionOneStaysReadableAndIsWhatIsWritten(String hex, Fact fact) {
        assertThat(FactCodec.decode(HexFormat.of().parseHex(hex))).isEqualTo(fact);
        assertThat(HexFormat.of().formatHex(FactCodec.encode(fact))).isEqualTo(hex);
    }

    /// A fact as version 2 encoded it.
    static final String VERSION_TWO =
            "0206027331 00 06 236c6f626279 02 09 696d6167652f706e67 08 6361742e706e67 03 00ff0a"
                            .replace(" ", "")
                    + "e0c3afc906959aef3a";

    @Test
    void binaryContentNeedsVersionTwo() {
        byte[] data = {0, -1, 10};
        Fact fact =
                new Fact.Published(
                        "s1",
                        null,
                        Address.LOBBY,
                        new Content.Binary("image/png", "cat.png", data),
                        AT);
        assertThat(FactCodec.decode(HexFormat.of().parseHex(VERSION_TWO))).isEqualTo(fact);
        assertThat(HexFormat.of().formatHex(FactCodec.encode(fact))).isEqualTo(VERSION_TWO);
        byte[] older = HexFormat.of().parseHex("01" + VERSION_TWO.substring(2));
        assertThatThrownBy(() -> FactCodec.decode(older)).hasMessage("no kind of content: 2");
    }

    @Test
    void theSamplesHaveEveryKindOfFact() {
        assertThat(versionOne().flatMap(sample -> Arrays.stream(sample.get())))
                .filteredOn(Fact.class::isInstance)
                .extracting(fact -> (Object) fact.getClass())
                .contains((Object[]) Fact.class.getPermittedSubclasses());
    }

    @Test
    void whateverIsEncodedIsDecoded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Fact fact = random(random);
            assertThat(FactCodec.decode(FactCodec.encode(fact)))
                    .as("seed %d", seed)
                    .isEqualTo(fact);
        }
    }

    @Test
    void anUnknownVersionIsNamed() {
        byte[] bytes = FactCodec.encode(new Fact.Seen("s1", AT));
        bytes[0] = 7;
        assertThatThrownBy(() -> FactCodec.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a fact in version 7 of the encoding; this program reads versions up to 2");
    }

    @Test
    void damagedBytesAreNoFact() {
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = FactCodec.encode(random(random));
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> FactCodec.decode(cut))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatThrownBy(() -> FactCodec.decode(longer))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] kind = {1, 99};
        assertThatThrownBy(() -> FactCodec.decode(kind)).hasMessage("no kind of fact: 99");
    }

    private static Fact random(Random random) {
        String session = string(random);
        @Nullable CommandKey key =
                random.nextBoolean()
                        ? null
                        : new CommandKey(
                                string(random), new UUID(random.nextLong(), random.nextLong()));
        Address.Group group = new Address.Group("g" + string(random));
        Address to = random.nextBoolean() ? group : new Address.User("u" + string(random));
        Instant at = instant(random);
        return switch (random.nextInt(8)) {
            case 0 -> new Fact.Configured(random.nextInt() >>> 1, random.nextInt(2_000));
            case 1 ->
                    new Fact.LoggedIn(
                            session,
                            string(random),
                            random.nextBoolean() ? null : string(random),
                            at,
                            instant(random));
            case 2 ->
                    new Fact.LoggedOut(
                            session,
                            ErrorCode.values()[random.nextInt(ErrorCode.values().length)],
                            string(random));
            case 3 -> new Fact.Seen(session, at);
            case 4 -> new Fact.LeaseEnded(session, at);
            case 5 -> new Fact.Published(session, key, to, content(random), at);
            case 6 -> new Fact.JoinedGroup(session, key, group, at);
            default -> new Fact.LeftGroup(session, key, group, at);
        };
    }

    private static Content content(Random random) {
        if (random.nextBoolean()) {
            return new Content.Text(string(random));
        }
        byte[] data = new byte[random.nextInt(300)];
        random.nextBytes(data);
        return new Content.Binary(
                string(random), random.nextBoolean() ? null : string(random), data);
    }

    private static Instant instant(Random random) {
        return random.nextInt(10) == 0
                ? Instant.ofEpochSecond(-random.nextInt(1_000_000))
                : Instant.ofEpochSecond(
                        random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000));
    }

    /// Of all lengths up to some thousand code points, of all planes of Unicode.
    private static String string(Random random) {
        int length = 1 << random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < random.nextInt(length + 1); i++) {
            int c = random.nextInt(random.nextBoolean() ? 0x80 : Character.MAX_CODE_POINT + 1);
            text.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 'x' : c);
        }
        return text.toString();
    }
}
