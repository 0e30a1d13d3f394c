package dev.wirelab.transports.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 response.
///
/// @param headers by lower-case name; a header that came twice has both values joined by a comma
record HttpAnswer(int status, Map<String, String> headers, String text) {

    static HttpAnswer read(InputStream in) throws IOException {
        return readHead(in).withBody(in);
    }

    /// Reads a response up to its body.
    static HttpAnswer readHead(InputStream in) throws IOException {
        String statusLine = Net.line(in);
        if (statusLine == null) {
            throw new EOFException("the connection ended instead of an answer");
        }
        if (!statusLine.matches("HTTP/1\\.1 \\d{3}( .*)?")) {
            throw new AssertionError("no HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        return new HttpAnswer(status, headers(in), "");
    }

    /// This response with the body that follows its head.
    HttpAnswer withBody(InputStream in) throws IOException {
        return new HttpAnswer(status, headers, Net.utf8(body(in, status, headers)));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = Net.line(in); line != null && !line.isEmpty(); line = Net.line(in)) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (first, second) -> first + ", " + second);
        }
        return headers;
    }

    private static byte[] body(InputStream in, int status, Map<String, String> headers)
            throws IOException {
        if (status < 200 || status == 204 || status == 304) {
            return new byte[0];
        }
        String length = headers.get("content-length");
        if (length != null) {
            return Net.exactly(in, Integer.parseInt(length));
        }
        if ("chunked".equals(headers.get("transfer-encoding"))) {
            return chunks(in);
        }
        return in.readAllBytes();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = Net.line(in);
            if (size == null) {
                throw new EOFException("the connection ended within a body");
            }
            byte[] chunk = Net.exactly(in, Integer.parseInt(size.split(";", 2)[0].strip(), 16));
            Net.line(in);
            if (chunk.length == 0) {
                return body.toByteArray();
            }
            body.writeBytes(chunk);
        }
    }

    /// The response as it would be on the wire again, with its body's length.
    byte[] bytes(String newText) {
        byte[] newBody = Net.utf8(newText);
        Map<String, String> withLength = new TreeMap<>(headers);
        withLength.remove("transfer-encoding");
        withLength.put("content-length", Integer.toString(newBody.length));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new HttpAnswer(status, withLength, "").head());
        bytes.writeBytes(newBody);
        return bytes.toByteArray();
    }

    /// The head as it would be on the wire again.
    byte[] head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return Net.utf8(head.append("\r\n").toString());
    }

    @Nullable String header(String name) {
        return headers.get(name);
    }

    Json json() {
        return Json.parse(text);
    }

    /// The answer itself, unless it is an error, which is thrown.
    HttpAnswer orRefused() {
        if (status >= 400) {
            throw new RefusedException(this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text;
    }
}
