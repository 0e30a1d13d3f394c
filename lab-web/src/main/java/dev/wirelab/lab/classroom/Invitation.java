package dev.wirelab.lab.classroom;

import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How pupils reach the class: an address that a phone reads as a QR code (ISO/IEC 18004), and a
/// short one to type, together with the access code.
///
/// @param page the address of the lab's page as phones reach it, without a slash at its end
/// @param code the access code; empty if none is demanded
public record Invitation(String page, Optional<String> code) {
    /// White around the code, in modules (ISO/IEC 18004 §9.1).
    private static final int QUIET = 4;

    /// The address in the QR code. The access code is in its fragment, which no browser sends.
    public String url() {
        return page
                + "/class.html"
                + code.map(text -> "#code=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("");
    }

    /// The address to type, without `http://`.
    public String shown() {
        return (page + "/class").replaceFirst("^http://", "");
    }

    /// The fields of a JSON object: `path` draws the dark modules of the QR code in a square of
    /// `size` units (SVG 2 §9.3).
    Map<String, Object> json() {
        QrCode qr = qr();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("url", url());
        body.put("address", shown());
        code.ifPresent(text -> body.put("code", text));
        body.put("size", qr.size + 2 * QUIET);
        body.put("path", path(qr));
        return body;
    }

    private QrCode qr() {
        return QrCode.encodeText(url(), QrCode.Ecc.MEDIUM);
    }

    private static String path(QrCode qr) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < qr.size; y++) {
            int x = 0;
            while (x < qr.size) {
                int from = x;
                while (x < qr.size && qr.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append('M')
                            .append(from + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(x - from)
                            .append("v1h-")
                            .append(x - from)
                            .append('z');
                }
                x++;
            }
        }
        return path.toString();
    }

    /// The QR code as lines of text for a terminal: each character is two modules, one above the
    /// other, light ones drawn and dark ones left out.
    ///
    /// @param isColoured whether to set white on black by escape sequences (ECMA-48), which a
    ///   terminal with a light ground needs
    public String lines(boolean isColoured) {
        QrCode qr = qr();
        StringBuilder text = new StringBuilder();
        for (int y = -QUIET; y < qr.size + QUIET; y += 2) {
            text.append(isColoured ? "\u001b[97;40m" : "");
            for (int x = -QUIET; x < qr.size + QUIET; x++) {
                boolean upper = !qr.getModule(x, y);
                // The last row may have none below it.
                boolean lower = y + 1 < qr.size + QUIET && !qr.getModule(x, y + 1);
                text.append(upper ? (lower ? '█' : '▀') : (lower ? '▄' : ' '));
            }
            text.append(isColoured ? "\u001b[0m" : "").append('\n');
        }
        return text.toString();
    }
}
