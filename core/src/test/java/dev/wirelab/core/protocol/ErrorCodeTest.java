package dev.wirelab.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorCodeTest {
    @Test
    void theErrorCodesAreThoseOfTheContract() {
        assertThat(Arrays.stream(ErrorCode.values()).map(code -> code.code() + " " + code.status()))
                .containsExactlyInAnyOrder(
                        "bad_request 400",
                        "unauthorized 401",
                        "forbidden_origin 403",
                        "wrong_code 403",
                        "not_member 403",
                        "unknown_user 404",
                        "unknown_group 404",
                        "not_found 404",
                        "name_taken 409",
                        "too_large 413",
                        "too_many 429",
                        "rate_limited 429",
                        "too_slow 503",
                        "shutting_down 503",
                        "unavailable 503",
                        "internal 500");
    }
}
