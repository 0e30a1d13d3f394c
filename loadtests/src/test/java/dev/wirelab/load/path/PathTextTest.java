package dev.wirelab.load.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is printed, and the lines that mend a trouble.
final class PathTextTest {
    @Test
    void eachCheckIsALineAndEachTroubleHasItsLinesOnce() {
        String text =
                PathText.of(
                        new PathResult(
                                "http://127.0.0.1:8080/lab",
                                20,
                                List.of(
                                        Finding.trouble(
                                                "websocket",
                                                "no upgrade, but 200 OK",
                                                Trouble.UPGRADE),
                                        Finding.fine(
                                                "sse", "message after 1.2 ms; not cut within 20 s"),
                                        Finding.trouble(
                                                "socket.io",
                                                "no upgrade, but 200 OK",
                                                Trouble.UPGRADE),
                                        Finding.note("tcp", "x".repeat(120)))));
        assertThat(text.lines()).allMatch(line -> line.length() <= PathText.WIDTH);
        assertThat(text)
                .startsWith(
                        "The way to http://127.0.0.1:8080/lab; connections were idle for 20 s\n"
                                + "websocket  no upgrade, but 200 OK")
                .containsPattern("sse        message after 1.2 ms; not cut within 20 s +fine\n")
                .containsOnlyOnce(
                        """

                        websocket, socket.io: the upgrade to a WebSocket is not passed on
                          nginx    proxy_http_version 1.1;
                                   proxy_set_header Upgrade $http_upgrade;
                        """)
                .contains("  HAProxy  mode http\n");
    }

    @ParameterizedTest
    @EnumSource
    void theLinesOfATroubleFit(Trouble trouble) {
        String text =
                PathText.of(
                        new PathResult(
                                "http://127.0.0.1:7070",
                                1,
                                List.of(Finding.trouble("http-stream", "found", trouble))));
        assertThat(text.lines()).allMatch(line -> line.length() <= PathText.WIDTH, trouble.name());
        assertThat(text).contains("\n  nginx    ", "\n  HAProxy  ");
    }

    @Test
    void aReasonHasNoBodyAndControlsNoTerminal() {
        assertThat(Reason.brief("expected 101 for the upgrade and got 502 Bad Gateway: <html>\r\n"))
                .isEqualTo("502 Bad Gateway");
        assertThat(
                        Reason.brief(
                                "expected 200 for the stream and got 400 Bad Request:"
                                        + " {\"type\":\"error\",\"message\":\"this needs HTTP/1.1\"}"))
                .isEqualTo("400 Bad Request: this needs HTTP/1.1");
        assertThat(Reason.brief("302 to http://x\u001b[31m" + "y".repeat(200)))
                .hasSizeLessThan(100)
                .doesNotContain("\u001b");
    }
}
