package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Every error that the kit meets is looked at here: its shape, its code and its status.
final class Refusals {
    /// The table of docs/protocol.md.
    private static final Map<String, Integer> STATUS =
            Map.ofEntries(
                    Map.entry("bad_request", 400),
                    Map.entry("unauthorized", 401),
                    Map.entry("forbidden_origin", 403),
                    Map.entry("wrong_code", 403),
                    Map.entry("not_member", 403),
                    Map.entry("unknown_user", 404),
                    Map.entry("unknown_group", 404),
                    Map.entry("not_found", 404),
                    Map.entry("name_taken", 409),
                    Map.entry("too_large", 413),
                    Map.entry("too_many", 429),
                    Map.entry("rate_limited", 429),
                    Map.entry("too_slow", 503),
                    Map.entry("shutting_down", 503),
                    Map.entry("unavailable", 503));

    private Refusals() {}

    /// Fails unless `error` is as every error must be; returns its code.
    static String check(Json error) {
        assertThat(error.type()).as("type of %s", error).isEqualTo("error");
        assertThat(STATUS).as("code of %s", error).containsKey(error.string("code"));
        checkMessage(error.string("message"));
        return error.string("code");
    }

    /// Fails unless `answer` is an error as every error must be, with its status; returns its code.
    static String check(HttpAnswer answer) {
        assertThat(answer.header("content-type")).as("%s", answer).startsWith("application/json");
        String code = check(answer.json());
        assertThat(answer.status()).as("status of %s", answer).isEqualTo(STATUS.get(code));
        return code;
    }

    /// Fails if a sentence for a person shows anything of the lab's insides.
    static void checkMessage(String message) {
        assertThat(message)
                .isNotBlank()
                .hasSizeLessThan(400)
                .doesNotContainPattern(
                        "Exception|\\bat [a-z]+\\.|dev\\.wirelab|java\\.|jackson|jetty");
    }

    static void assertError(Json answer, String code) {
        assertThat(check(answer)).as("%s", answer).isEqualTo(code);
    }

    static void assertError(HttpAnswer answer, String code) {
        assertThat(answer.status()).as("%s", answer).isGreaterThanOrEqualTo(400);
        assertThat(check(answer)).as("%s", answer).isEqualTo(code);
    }

    static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .asInstanceOf(throwable(RefusedException.class))
                .extracting(RefusedException::code, type(String.class))
                .isEqualTo(code);
    }
}
