package dev.wirelab.lab.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The origin of a web page as browsers write it in `Origin` (RFC 6454 §6.2): scheme and host in
/// lower case, and the port unless it is the scheme's own.
public final class WebOrigin {
    private WebOrigin() {}

    /// The origin of an address.
    ///
    /// @param address such as `https://Example.org:443/`
    /// @return such as `https://example.org`
    /// @throws IllegalArgumentException if it is no address of a web page; the message says why
    public static String of(String address) {
        URI uri = parse(address);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = IDN.toASCII(uri.getHost()).toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort();
        return scheme + "://" + host + (port < 0 || port == usual ? "" : ":" + port);
    }

    /// The address of a page.
    ///
    /// @throws IllegalArgumentException as [#of] does
    public static URI parse(String address) {
        try {
            URI uri = new URI(address.strip());
            boolean isWeb =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            if (isWeb
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(
                "'" + address + "' is not an address such as https://example.org");
    }
}
