package dev.wirelab.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.SpoofChecker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SkeletonTest {
    private static final SpoofChecker ICU =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

    private static final String ASCII =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

    @Test
    void theSkeletonOfAsciiIsThatOfIcu() {
        List<String> different = new ArrayList<>();
        for (int a = 0; a < ASCII.length(); a++) {
            for (int b = 0; b < ASCII.length(); b++) {
                String name = "" + ASCII.charAt(a) + ASCII.charAt(b);
                if (!Skeleton.ascii(name).equals(ICU.getSkeleton(name))) {
                    different.add(name + " " + ICU.getSkeleton(name));
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(Skeleton.ascii(ASCII)).isEqualTo(ICU.getSkeleton(ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "alice1, alicel",
        "alice1, aliceI",
        "ALICE, A1ICE",
        "bob0, bobO",
        "bob0, bobo",
        "kim, kirn",
        "Ivan, lvan",
        "admin, \u0430dmin",
        "admin, \uff41dmin",
        "admin, a\uff44min",
        "admin, \uff21\uff24\uff2d\uff29\uff2e",
        "admin, \ud835\udc1admin",
        "admin, ADM\u0406N",
        "lobby, \u2113obby",
        "\u03bf\u03bc\u03b7\u03c1\u03bf\u03c2, \u043e\u03bc\u03b7\u03c1\u043e\u03c2",
    })
    void namesThatLookAlikeShareASkeleton(String one, String other) {
        assertThat(Collections.disjoint(Skeleton.of(one), Skeleton.of(other))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "alice, alive",
        "user1, user11",
        "user1, user2",
        "a-b, a_b",
        "a.b, a-b",
        "alice, alic\u00e9",
        "\u0438\u043c\u044f, \u0438\u043c\u0438",
        "\u6f22, \u5b57",
    })
    void otherNamesDoNot(String one, String other) {
        assertThat(Collections.disjoint(Skeleton.of(one), Skeleton.of(other))).isTrue();
    }

    @Test
    void noCharacterThatIsNotShownIsInAName() {
        List<String> accepted = new ArrayList<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                    && isAccepted("a" + Character.toString(c))) {
                accepted.add(Integer.toHexString(c));
            }
        }
        assertThat(accepted).isEmpty();
        assertThatThrownBy(() -> TextRules.name("user", "\u3164")).isInstanceOf(Refusal.class);
        assertThat(isAccepted("a\u1112")).as("Hangul that is shown").isTrue();
    }

    private static boolean isAccepted(String name) {
        try {
            TextRules.name("user", name);
            return true;
        } catch (Refusal refusal) {
            return false;
        }
    }
}
