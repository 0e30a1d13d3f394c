package dev.wirelab.transports.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisUrlTest {
    @Test
    void allButTheHostHasADefault() {
        assertThat(RedisUrl.parse("redis://localhost"))
                .isEqualTo(new RedisUrl(false, "localhost", 6379, null, null, 0, "wirelab"));
        assertThat(RedisUrl.parse("rediss://ann:p%40ss+@10.0.0.1:7000/3?key=class.2"))
                .isEqualTo(new RedisUrl(true, "10.0.0.1", 7000, "ann", "p@ss+", 3, "class.2"));
        assertThat(RedisUrl.parse("redis://:secret@h").password()).isEqualTo("secret");
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(RedisUrl.parse("redis://ann:secret@h/1")).hasToString("h:6379/1, key wirelab");
        assertThatThrownBy(() -> RedisUrl.parse("redis://ann:secret@h/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://h",
                "redis:h",
                "redis://",
                "redis://h:0",
                "redis://h:65536",
                "redis://h:x",
                "redis://ann@h",
                "redis://h/-1",
                "redis://h/1/2",
                "redis://h?key=",
                "redis://h?key=a%20b",
                "redis://h?other=a",
                "redis://h#a",
                "redis://a b"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> RedisUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must look like redis://");
    }
}
