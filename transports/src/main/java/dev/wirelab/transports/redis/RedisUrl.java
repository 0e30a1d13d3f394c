package dev.wirelab.transports.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Where a log is: a Redis server, and the prefix of the log's keys there.
///
/// @param isTls whether the connection is encrypted
/// @param user the user's name in Redis; null for the default user
/// @param password null without
/// @param database the number of the database
/// @param key the prefix of all keys
public record RedisUrl(
        boolean isTls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database,
        String key) {
    private static final int DEFAULT_PORT = 6379;
    private static final int MAX_PORT = 65_535;
    private static final String DEFAULT_KEY = "wirelab";
    private static final String FORM =
            "must look like redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE][?key=PREFIX]";

    /// Parses `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE][?key=PREFIX]`, or `rediss:` for
    /// TLS.
    ///
    /// @throws IllegalArgumentException if it is not of that form; the message has no password
    public static RedisUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
        boolean isTls = "rediss".equals(uri.getScheme());
        if ((!isTls && !"redis".equals(uri.getScheme()))
                || uri.getHost() == null
                || uri.getPort() > MAX_PORT
                || uri.getPort() == 0
                || uri.getRawFragment() != null) {
            throw unreadable();
        }
        Account account = Account.of(uri.getRawUserInfo());
        return new RedisUrl(
                isTls,
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                account.user(),
                account.password(),
                database(uri.getPath()),
                key(uri.getQuery()));
    }

    private record Account(@Nullable String user, @Nullable String password) {
        static Account of(@Nullable String raw) {
            if (raw == null || raw.isEmpty()) {
                return new Account(null, null);
            }
            int colon = raw.indexOf(':');
            if (colon < 0) {
                throw unreadable();
            }
            String user = decoded(raw.substring(0, colon));
            return new Account(user.isEmpty() ? null : user, decoded(raw.substring(colon + 1)));
        }
    }

    private static String decoded(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int database(@Nullable String path) {
        if (path == null || path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!path.matches("/\\d{1,4}")) {
            throw unreadable();
        }
        return Integer.parseInt(path.substring(1));
    }

    private static String key(@Nullable String query) {
        if (query == null) {
            return DEFAULT_KEY;
        }
        if (!query.matches("key=[\\w.:{}-]{1,100}")) {
            throw unreadable();
        }
        return query.substring("key=".length());
    }

    private static IllegalArgumentException unreadable() {
        return new IllegalArgumentException(FORM);
    }

    /// Where it is, for people: without user and password.
    public String shown() {
        String address = host + ":" + port + (database == 0 ? "" : "/" + database);
        return address + ", key " + key;
    }

    @Override
    public String toString() {
        return shown();
    }
}
