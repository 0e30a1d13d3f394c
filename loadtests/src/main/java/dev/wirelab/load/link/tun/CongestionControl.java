package dev.wirelab.load.link.tun;

import dev.wirelab.load.link.LinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Chooses TCP's congestion control at both ends of a link: as a property of the route, since an
/// ordinary user may not change the default of a namespace to any other than the machine's.
final class CongestionControl {
    /// The default of most systems.
    private static final String USUAL = "cubic";

    private static final Path FOLDER = Path.of("/proc/sys/net/ipv4");

    private CongestionControl() {}

    /// Sets it, and forgets what was learnt about earlier connections (RFC 9040).
    ///
    /// @param wanted empty: cubic, where this machine has it
    /// @return the one in use
    /// @throws LinkException if it is not available
    static String set(String wanted, FarSide far)
            throws LinkException, IOException, InterruptedException {
        List<String> available =
                Arrays.asList(
                        Files.readString(FOLDER.resolve("tcp_available_congestion_control"))
                                .strip()
                                .split(" ", -1));
        String usual = Files.readString(FOLDER.resolve("tcp_congestion_control")).strip();
        if (!wanted.isEmpty() && !available.contains(wanted)) {
            throw new LinkException(
                    "there is no congestion control '%s' here; there are %s"
                            .formatted(wanted, String.join(", ", available)));
        }
        forget();
        far.call(() -> {
            forget();
            return true;
        });
        String name = wanted.isEmpty() ? available.contains(USUAL) ? USUAL : usual : wanted;
        boolean set =
                name.equals(usual)
                        || (route("wirelab0", "10.77.0.1", name)
                                && far.call(() -> route("wirelab1", "10.77.0.2", name)));
        if (!set && !wanted.isEmpty()) {
            throw new LinkException(
                    "congestion control %s cannot be set: the program ip (iproute2) is missing or refuses"
                            .formatted(wanted));
        }
        return set ? name : usual;
    }

    private static void forget() throws IOException {
        Files.writeString(FOLDER.resolve("tcp_no_metrics_save"), "1");
    }

    private static boolean route(String device, String source, String name)
            throws InterruptedException {
        try {
            Process ip =
                    new ProcessBuilder(
                                    "ip",
                                    "route",
                                    "replace",
                                    "10.77.0.0/30",
                                    "dev",
                                    device,
                                    "proto",
                                    "kernel",
                                    "scope",
                                    "link",
                                    "src",
                                    source,
                                    "congctl",
                                    name)
                            .redirectErrorStream(true)
                            .start();
            ip.getOutputStream().close();
            String output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return ip.waitFor() == 0 && output.isBlank();
        } catch (IOException e) {
            return false;
        }
    }
}
