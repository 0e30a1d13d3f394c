package dev.wirelab.transports.http.auth;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The secret that gives access to what only the owner of the lab may use: the lab's meters, the
/// results, the robot, comparisons.
///
/// The peer's address is no proof, since all requests that a reverse proxy on the same host
/// forwards come from loopback. A request is authorized by `Authorization: Bearer KEY` (RFC 6750
/// §2.1), which no foreign page can make a browser send.
///
/// Immutable. [#toString] does not show the key.
public final class AccessKey {
    private static final String SCHEME = "bearer ";
    private static final int BYTES = 24;

    /// 22 characters of base64url hold 128 bits. All of them are allowed in a URL's fragment.
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]{22,256}");

    private final String text;

    private AccessKey(String text) {
        this.text = text;
    }

    /// A new key of 192 random bits.
    public static AccessKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AccessKey(base64url(bytes));
    }

    /// Parses a key.
    ///
    /// @throws IllegalArgumentException if it is not a valid key; the message does not repeat it
    public static AccessKey of(String text) {
        if (!FORMAT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "a key is 22 to 256 characters of A-Z, a-z, 0-9, - and _");
        }
        return new AccessKey(text);
    }

    /// The key itself.
    public String text() {
        return text;
    }

    /// Refuses a request without the key, and a request from another machine, since the key would
    /// cross the network in plaintext.
    ///
    /// @throws Refusal `unauthorized`
    public void check(Context request) {
        checkAddress(request);
        if (!isAuthorized(request.header("Authorization"))) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED,
                    "this needs the lab's key, which is in the link that the lab printed when it"
                            + " started, and in the file that it named there");
        }
    }

    private static void checkAddress(Context request) {
        if (!isOwnMachine(request.req().getRemoteAddr(), request.req().getLocalAddr())) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED, "this is only accessible from the lab's own machine");
        }
    }

    /// Whether a peer is on the lab's own machine. Where the lab listens at an address of a
    /// network, its owner connects to that address from the same one: what a machine sends to an
    /// address of its own does not leave it, and no other machine can complete a handshake (RFC
    /// 9293 §3.5) from that address.
    ///
    /// @param peer the peer's address
    /// @param own the address that it is connected to
    static boolean isOwnMachine(String peer, String own) {
        return isLoopback(peer) || peer.equals(own);
    }

    private boolean isAuthorized(@Nullable String header) {
        return header != null
                && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && isEqual(text, header.substring(SCHEME.length()).strip());
    }

    /// A ticket that gives access to one subject only, for links, which send no header. It does not
    /// reveal the key, and is valid as long as the key.
    ///
    /// @return 43 characters of base64url
    public String ticket(String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return base64url(mac.doFinal(subject.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Every JDK has HmacSHA256.
        }
    }

    /// Refuses a ticket that is not valid for this subject, and a request from another machine.
    ///
    /// @throws Refusal `unauthorized`
    public void checkTicket(Context request, String ticket, String subject) {
        checkAddress(request);
        if (!isEqual(ticket(subject), ticket)) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED, "this link has ended with the lab that gave it out");
        }
    }

    /// Compares in constant time, so that the duration does not reveal how many characters are
    /// right.
    private static boolean isEqual(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "AccessKey[…]";
    }
}
