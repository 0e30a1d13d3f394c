package dev.wirelab.load.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.HttpHeadSizes;
import dev.wirelab.load.theory.TransportModels;
import org.junit.jupiter.api.Test;

/// The requests that are sent are those whose sizes the predictions assume.
final class RequestTest {
    private static final Timing TIMING = new Timing(1_000, 25, 0, 3_000);
    private static final String TOKEN = "*".repeat(224);
    private static final String HOST = "127.0.0.1:42019";

    @Test
    void theHeadsOfPredictionsAreThoseOfRequestsToTheByte() {
        assertThat(heads("long-poll").pollRequest())
                .isEqualTo(size(get("/poll/long?after=abcdef-5000&wait=25")));
        assertThat(heads("short-poll").pollRequest())
                .isEqualTo(size(get("/poll/short?after=abcdef-5000")));
        assertThat(heads("short-poll").fresh().pollRequest())
                .isEqualTo(size(get("/poll/short?after=abcdef-5000").closing(true)));
        String body = "b".repeat(128);
        Request post = new Request("POST", "/api/commands?transport=sse", TOKEN, body);
        assertThat(heads("sse").postRequest()).isEqualTo(size(post) - body.length());
    }

    private static Request get(String target) {
        return new Request("GET", target, TOKEN, null);
    }

    private static double size(Request request) {
        return request.text(HOST, "").length();
    }

    private static HttpHeadSizes heads(String transport) {
        return TransportModels.byId(transport).orElseThrow().heads(TIMING, HOST, TOKEN.length());
    }
}
