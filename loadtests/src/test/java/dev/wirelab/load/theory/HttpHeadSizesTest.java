package dev.wirelab.load.theory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.plan.Timing;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The heads as a packet capture showed them; of the token only its length.
final class HttpHeadSizesTest {
    private static final Timing TIMING = new Timing(1_000, 25, 0, 3_000);
    private static final String TOKEN = "*".repeat(224);
    private static final String HOST = "127.0.0.1:42019";

    @Test
    void aPollIsAsLongAsWhatIsSent() {
        HttpHeadSizes heads = heads("long-poll");

        assertThat(heads.pollRequest())
                .isEqualTo(
                        size(
                                "GET /poll/long?after=b4pp1l-5000&wait=25 HTTP/1.1",
                                "Host: 127.0.0.1:42019",
                                "Authorization: Bearer " + TOKEN));
        assertThat(heads.pollResponse())
                .isEqualTo(
                        size(
                                "HTTP/1.1 200 OK",
                                "Cache-Control: no-store",
                                "Content-Type: application/json",
                                "Content-Length: 220"));
        assertThat(heads("short-poll").pollRequest())
                .isEqualTo(
                        heads.pollRequest()
                                - "&wait=25".length()
                                + "short".length()
                                - "long".length());
    }

    @Test
    void aPostedCommandIsAsLongAsWhatIsSent() {
        HttpHeadSizes heads = heads("short-poll");

        assertThat(heads.postRequest())
                .isEqualTo(
                        size(
                                "POST /api/commands?transport=short-poll HTTP/1.1",
                                "Host: 127.0.0.1:42019",
                                "Authorization: Bearer " + TOKEN,
                                "Content-Length: 128"));
        assertThat(heads.postResponse())
                .isEqualTo(
                        size(
                                "HTTP/1.1 200 OK",
                                "Cache-Control: no-store",
                                "Content-Type: application/json",
                                "Content-Length: 50"));
    }

    @Test
    void aNewConnectionIsAnnouncedInEachHead() {
        HttpHeadSizes kept = heads("short-poll");

        assertThat(kept.fresh().pollRequest() - kept.pollRequest())
                .isEqualTo("Connection: close\r\n".length());
        assertThat(kept.fresh().postResponse() - kept.postResponse())
                .isEqualTo("Connection: close\r\n".length());
    }

    private static HttpHeadSizes heads(String transport) {
        return TransportModels.byId(transport).orElseThrow().heads(TIMING, HOST, TOKEN.length());
    }

    private static double size(String... lines) {
        return (String.join("\r\n", List.of(lines)) + "\r\n\r\n").length();
    }
}
