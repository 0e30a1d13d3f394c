package dev.wirelab.transports.http;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// The rule for calls that tell how busy everyone is, or that change what this machine does.
///
/// That the socket comes from loopback is not enough where something is changed: a page of any site
/// runs on this machine too. A browser says whose page asks (`Origin`), and the name under which it
/// asked (`Host`), which unmasks a foreign name that was made to lead here.
public final class LocalOnly {
    private static final Pattern LOOPBACK_NAME =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");

    private LocalOnly() {}

    /// Refuses who is not on this machine.
    ///
    /// @param what is asked for, as the subject of a sentence: "meters are"
    /// @throws Refusal `unauthorized`
    public static void check(Context request, String what) {
        if (!isLoopback(request.req().getRemoteAddr())) {
            throw new Refusal(
                    ErrorCode.UNAUTHORIZED, what + " only to be had on the lab's own machine");
        }
    }

    /// Refuses who is not on this machine, and who came by a name that is not this machine's own.
    ///
    /// @param what is asked for, as the subject of a sentence: "results are"
    /// @throws Refusal `unauthorized` or `forbidden_origin`
    public static void checkByName(Context request, String what) {
        check(request, what);
        if (!LOOPBACK_NAME.matcher(request.req().getServerName()).matches()) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN_ORIGIN, what + " only to be had at 127.0.0.1 or localhost");
        }
    }

    /// Refuses whatever is not a page of this very address: for calls that change something.
    ///
    /// @param what is asked for, as the subject of a sentence: "comparisons are"
    /// @throws Refusal `unauthorized` or `forbidden_origin`
    public static void checkOwnPage(Context request, String what) {
        checkByName(request, what);
        if (!("http://" + request.header("Host")).equals(request.header("Origin"))) {
            throw new Refusal(
                    ErrorCode.FORBIDDEN_ORIGIN,
                    what + " only to be had from the lab's own page: the Origin must be its own");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
