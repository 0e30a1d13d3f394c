package dev.wirelab.load.path;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// The address of a lab, or of a proxy before it.
///
/// @param scheme `http` or `https`
/// @param authority host and port as they were given
/// @param path the path before all targets, without a slash at its end; may be empty
public record LabUrl(String scheme, String authority, String path) {
    private static final int MAX_PORT = 65_535;

    /// Parses an address. Its fragment is ignored: the link to the lab's page has the key there.
    ///
    /// @throws IllegalArgumentException if it is none; the message repeats no password and no key
    public static LabUrl parse(String text) {
        String shown = text.strip().replaceFirst("#.*", "");
        if (shown.contains("@")) {
            throw new IllegalArgumentException("an address of a lab has no user and no password");
        }
        try {
            URI uri = new URI(shown);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean isWeb = scheme.equals("http") || scheme.equals("https");
            boolean isPort =
                    uri.getPort() == -1 || (uri.getPort() > 0 && uri.getPort() <= MAX_PORT);
            if (isWeb && isPort && uri.getHost() != null && uri.getRawQuery() == null) {
                String path = uri.getRawPath().replaceFirst("/+$", "");
                return new LabUrl(scheme, uri.getRawAuthority().replaceFirst(":$", ""), path);
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new IllegalArgumentException(
                "'%s' is not an address such as https://example.org/lab"
                        .formatted(shown.replaceAll("\\p{Cntrl}", "?")));
    }

    /// Whether it is reached over TLS.
    public boolean isSecure() {
        return scheme.equals("https");
    }

    /// The origin of a page at this address, as browsers write it (RFC 6454 §6.2).
    String origin() {
        String port = isSecure() ? ":443" : ":80";
        String host = authority.toLowerCase(Locale.ROOT);
        return scheme
                + "://"
                + (host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host);
    }

    @Override
    public String toString() {
        return scheme + "://" + authority + path;
    }
}
