package dev.wirelab.load.link.tun;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The user and network namespace in which a command with a TUN link runs. An ordinary user may
/// create one, but only a process with a single thread may enter it: the command replaces itself by
/// `unshare … java …`, with the same process id, terminal and arguments.
public final class LinkNamespace {
    /// Set in a command that is inside.
    private static final String VARIABLE = "WIRELAB_LINK_NAMESPACE";

    private static final String DEVICE = "/dev/net/tun";
    private static final int PROBE_SECONDS = 10;

    /// A process keeps its user, and with it its home and files, but has all rights on the network.
    private static final List<String> UNSHARE =
            List.of("unshare", "--map-current-user", "--net", "--keep-caps", "--");

    private LinkNamespace() {}

    /// Whether this process is inside.
    public static boolean isInside() {
        return System.getenv(VARIABLE) != null;
    }

    /// What precedes the command of a child process: inside, the kernel ends it when the thread
    /// that started it ends, even by force.
    public static List<String> guard() {
        return isInside() ? List.of("setpriv", "--pdeathsig", "KILL", "--") : List.of();
    }

    /// Why there cannot be one on this machine; empty: there can.
    public static Optional<String> obstacle() throws InterruptedException {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return Optional.of("it needs Linux");
        }
        if (!Files.exists(Path.of(DEVICE))) {
            return Optional.of("there is no " + DEVICE);
        }
        if (!Files.isWritable(Path.of(DEVICE))) {
            return Optional.of("this user may not open " + DEVICE);
        }
        if (!isProgram("setpriv")) {
            return Optional.of("the program setpriv (util-linux) is missing");
        }
        List<String> probe = new ArrayList<>(UNSHARE);
        probe.addAll(List.of("sh", "-c", "exec 3<>" + DEVICE));
        try {
            Process process = new ProcessBuilder(probe).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            if (process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return Optional.empty();
            }
            return Optional.of(
                    "this user cannot create namespaces ("
                            + output.lines().findFirst().orElse("unshare failed")
                            + ")");
        } catch (IOException e) {
            return Optional.of("the program unshare (util-linux) is missing");
        }
    }

    /// Brings the loopback interface up, without which nothing works inside.
    ///
    /// @throws IOException if this process has no rights on the network
    public static void prepare() throws IOException {
        TunDevice.up("lo");
    }

    static boolean isProgram(String name) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    /// Starts a main class again inside, in place of this process. Returns only by an exception.
    ///
    /// @throws IOException if it cannot be
    public static void enter(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(UNSHARE);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(arguments);
        Native.exec(VARIABLE, command);
    }
}
