package dev.wirelab.transports.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a web page can make a browser send to the TCP port executes no line, however it arrives.
@Timeout(60)
final class BrowserAtTcpPortTest {
    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.TCP);

    /// As Chromium 156 sent it for `fetch(…, {method:'POST', mode:'no-cors', body})`; `sendBeacon`
    /// differs only in its path.
    private static final String FETCH =
            """
            POST / HTTP/1.1
            Host: 127.0.0.1:7071
            Connection: keep-alive
            Content-Length: 32
            sec-ch-ua-platform: "Linux"
            User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36
            sec-ch-ua: "Not:A-Brand";v="8", "Chromium";v="156"
            Content-Type: text/plain;charset=UTF-8
            sec-ch-ua-mobile: ?0
            Accept: */*
            Origin: http://localhost:8080
            Sec-Fetch-Site: cross-site
            Sec-Fetch-Mode: no-cors
            Sec-Fetch-Dest: empty
            Referer: http://localhost:8080/
            Accept-Encoding: gzip, deflate, br, zstd
            Accept-Language: en-US,en;q=0.9

            """
                    .replace("\n", "\r\n");

    /// As Chromium 156 sent it for a form with `enctype=text/plain` and one field named `x`.
    private static final String FORM =
            """
            POST / HTTP/1.1
            Host: 127.0.0.1:7071
            Connection: keep-alive
            Content-Length: 39
            Cache-Control: max-age=0
            Upgrade-Insecure-Requests: 1
            Content-Type: text/plain
            Origin: http://localhost:8080
            Sec-Fetch-Mode: navigate
            Sec-Fetch-Dest: document

            x=\
            """
                    .replace("\n", "\r\n");

    /// The beginning of Chromium's ClientHello; the 32 random bytes are ASCII here, so that nothing
    /// but the first byte gives it away.
    private static final String CLIENT_HELLO =
            "\u0016\u0003\u0001\u0007f\u0001\0\u0007b\u0003\u0003"
                    + "r".repeat(32)
                    + "\0\n\0\u000c";

    static final List<String> OPENINGS =
            List.of(
                    FETCH,
                    FORM,
                    CLIENT_HELLO,
                    "GET / HTTP/1.1\r\n",
                    "get / http/1.1\n",
                    "GET /say HTTP/1.0\n",
                    "OPTIONS * HTTP/1.1\r\n",
                    "CONNECT 127.0.0.1:7071 HTTP/1.1\r\n",
                    "GET http://127.0.0.1:7071/ HTTP/1.1\r\n",
                    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                    "QUERY /?q=%0A HTTP/3\r\n",
                    "x!#$%&'*+.^_`|~-9 / two HTTP/1.1\r\n",
                    "POST\t/\tHTTP/1.1 \t\r\n",
                    "/login HTTP/1.1\r\n",
                    "\r\n\n \r\nPOST / HTTP/1.1\r\n",
                    " POST / HTTP/1.1\r\n",
                    "\u00ff\u00fd\u0018POST / HTTP/1.1\r\n",
                    "PO\u00ff\u00fb\u001fST / HT\u00ff\u00f1TP/1.1\r\n",
                    "\r\n\u00ff\u00fa\u0018\0xterm\n\u00ff\u00f0\r\nPOST / HTTP/1.1\r\n");

    @ParameterizedTest
    @FieldSource("OPENINGS")
    @Rule("T8")
    void noLineIsExecutedThatComesInOneSegmentWithARequest(String opening) {
        assertRefused(opening, false, "bad_request");
    }

    @ParameterizedTest
    @FieldSource("OPENINGS")
    @Rule("T8")
    void noLineIsExecutedThatComesByteByByte(String opening) {
        assertRefused(opening, true, "bad_request");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Rule({"T3", "T8"})
    void noLineIsExecutedAfterARequestLineOverTheLimit(boolean byteByByte) {
        assertRefused("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n\r\n", byteByByte, "too_large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token %s\r\n", "{\"type\":\"login\",\"token\":\"%s\"}\n"})
    @Rule("T8")
    void aConnectionThatBeganOtherwiseMaySendSuchALine(String logIn) {
        Session session = STAGE.scene().session("bob");
        boolean program = logIn.startsWith("{");
        LineSocket socket = open();
        // In one segment: the log-in need not be done when the next line is read.
        socket.raw(Net.utf8(logIn.formatted(session.token()) + "GET / HTTP/1.1\r\n"));
        if (program) {
            socket.json("hello");
            Refusals.assertError(socket.json(), "bad_request");
            socket.send(Json.say("#lobby", "GET / HTTP/1.1"));
            assertThat(socket.json().string("text")).isEqualTo("GET / HTTP/1.1");
        } else {
            String line = socket.line();
            while (line != null && !line.startsWith("message ")) {
                line = socket.line();
            }
            assertThat(line).endsWith(" #lobby " + session.user() + " GET / HTTP/1.1");
        }
    }

    private static LineSocket open() {
        return STAGE.scene().closing(LineSocket.open(STAGE.lab().tcp()));
    }

    private static void assertRefused(String opening, boolean byteByByte, String code) {
        TransportClient alice = STAGE.scene().enter("alice");
        String evil = STAGE.scene().name("evil");
        LineSocket socket = open();
        byte[] bytes =
                (opening + "\n/login " + evil + "\n/say #lobby spoken\n").getBytes(ISO_8859_1);
        for (int i = 0; byteByByte && i < bytes.length; i++) {
            socket.rawUntilRefused(Arrays.copyOfRange(bytes, i, i + 1));
        }
        if (!byteByByte) {
            socket.rawUntilRefused(bytes);
        }
        List<String> answers = new ArrayList<>();
        for (String line = socket.line(); line != null; line = socket.line()) {
            answers.add(line);
        }
        assertThat(answers).allMatch(line -> line.startsWith("*") || line.startsWith("error "));
        assertThat(answers.getLast()).startsWith("error " + code + " ");
        // The name is free, and nothing was said.
        STAGE.scene().sessionOf(evil);
        alice.say("#lobby", "undisturbed");
        alice.hears("undisturbed");
    }
}
