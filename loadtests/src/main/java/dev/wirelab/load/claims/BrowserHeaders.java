package dev.wirelab.load.claims;

import java.net.InetSocketAddress;

/// What a browser sends along with a `fetch` of its page, besides `Host` and the token: as Chromium
/// 156 on Linux did in November 2026, without a cookie.
final class BrowserHeaders {
    private BrowserHeaders() {}

    static String of(InetSocketAddress lab) {
        return String.join(
                "\r\n",
                "Connection: keep-alive",
                "sec-ch-ua-platform: \"Linux\"",
                "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                        + " Chrome/156.0.0.0 Safari/537.36",
                "sec-ch-ua: \"Not:A-Brand\";v=\"8\", \"Chromium\";v=\"156\"",
                "sec-ch-ua-mobile: ?0",
                "Accept: */*",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Mode: cors",
                "Sec-Fetch-Dest: empty",
                "Referer: http://%s:%d/".formatted(lab.getHostString(), lab.getPort()),
                "Accept-Encoding: gzip, deflate, br, zstd",
                "Accept-Language: en-US,en;q=0.9",
                "");
    }
}
