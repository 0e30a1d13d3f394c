package dev.wirelab.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any bytes that a log contains: they are a fact or refused, and a fact stays what
/// it is. The profile `fuzz` looks for bytes for which it does not hold.
final class AnyFactTest {
    static Stream<byte[]> facts() {
        return Stream.concat(
                        FactCodecTest.versionOne().map(sample -> (String) sample.get()[0]),
                        Stream.of(
                                "",
                                FactCodecTest.VERSION_TWO,
                                "0104027331ffffffffffffffff7fffffffffffffffff7f"))
                .map(HexFormat.of()::parseHex);
    }

    @ParameterizedTest
    @MethodSource("facts")
    void bytesAreAFactOrRefusedAndAFactStaysWhatItIs(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        Fact fact;
        try {
            fact = FactCodec.decode(input);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            return;
        }
        assertThat(FactCodec.decode(FactCodec.encode(fact))).isEqualTo(fact);
    }
}
