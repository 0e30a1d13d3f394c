package dev.wirelab.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @ParameterizedTest
    @ValueSource(strings = {"k3-0", "k3-41", "0-1", "zik0zj-999999999999999999"})
    void whatWasWrittenIsReadBackTheSame(String text) {
        assertThat(Cursor.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "k3",
                "k3-",
                "-1",
                "k3--1",
                "k3-01",
                "k3-00",
                "k3-+1",
                "k3-1 ",
                " k3-1",
                "k3-1.0",
                "k3-0x1",
                "k3-1000000000000000000",
                "k3-99999999999999999999",
                "K3-1",
                "k_3-1",
                "ü-1",
                "k3-١",
                "k3-1\n",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-1"
            })
    void whatWasNeverWrittenIsABadRequest(String text) {
        assertThatThrownBy(() -> Cursor.parse(text))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void aStartPositionIsTheEndTheBeginningOrACursor() {
        assertThat(StartPosition.parse(null)).isEqualTo(new StartPosition.End());
        assertThat(StartPosition.parse("0")).isEqualTo(new StartPosition.Beginning());
        assertThat(StartPosition.parse("k3-0"))
                .isEqualTo(new StartPosition.After(new Cursor("k3", 0)));
        assertThatThrownBy(() -> StartPosition.parse("now")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> StartPosition.parse("00")).isInstanceOf(Refusal.class);
    }

    @Test
    void anAddressIsAGroupOrAUser() {
        assertThat(Address.parse("#java"))
                .isEqualTo(new Address.Group("java"))
                .hasToString("#java");
        assertThat(Address.parse("@bob")).isEqualTo(new Address.User("bob")).hasToString("@bob");
        for (String bad :
                new String[] {"", "#", "@", "java", "##java", "#@bob", " #java", "＃java"}) {
            assertThatThrownBy(() -> Address.parse(bad)).isInstanceOf(Refusal.class);
        }
        assertThatThrownBy(() -> Address.parseGroup("@bob")).isInstanceOf(Refusal.class);
    }
}
