package dev.wirelab.load.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.wirelab.load.lab.SharedLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Debian's nginx and HAProxy before a real lab: at their defaults, and with the lines that the
/// diagnosis prints. Starts them, since only they show that these lines are true.
@Tag("deep")
@Timeout(120)
final class RealProxyTest {
    private static final int IDLE = 5;
    private static final String NGINX = "/usr/sbin/nginx";
    private static final String HAPROXY = "/usr/sbin/haproxy";

    @TempDir Path folder = Path.of("");

    @Test
    void nginxAtItsDefaultsLosesUpgradesAndBuffersAndItsLinesMendThat() throws Exception {
        PathResult defaults = behindNginx(List.of());
        assertThat(troubles(defaults))
                .containsAllEntriesOf(
                        Map.of(
                                "websocket", Trouble.UPGRADE,
                                "socket.io", Trouble.UPGRADE,
                                "sse", Trouble.HTTP_1_0,
                                "http-stream", Trouble.HTTP_1_0,
                                "http", Trouble.HTTP_1_0))
                .doesNotContainKeys("long-poll", "short-poll", "reuse", "compression");
        PathResult mended =
                behindNginx(lines(List.of(Trouble.HTTP_1_0, Trouble.UPGRADE, Trouble.BUFFERED)));
        assertThat(troubles(mended)).as("%s", mended).containsOnlyKeys("origin");
    }

    @Test
    void nginxThatCutsAndCompressesAndChangesTheOriginIsFound() throws Exception {
        PathResult cutting =
                behindNginx(
                        List.of(
                                "proxy_http_version 1.1;",
                                "proxy_set_header Upgrade $http_upgrade;",
                                "proxy_set_header Connection $connection_upgrade;",
                                "proxy_buffering off;",
                                "proxy_read_timeout 3s;",
                                "gzip on;",
                                "gzip_types *;",
                                "proxy_set_header Origin %s;".formatted(lab())));
        assertThat(troubles(cutting))
                .containsAllEntriesOf(
                        Map.of(
                                "websocket", Trouble.IDLE_CUT,
                                "sse", Trouble.IDLE_CUT,
                                "http-stream", Trouble.IDLE_CUT,
                                "long-poll", Trouble.POLL_CUT,
                                "compression", Trouble.COMPRESSED,
                                "origin", Trouble.ORIGIN_CHANGED));
        assertThat(finding(cutting, "long-poll").found()).contains("504");
    }

    @Test
    void haProxyAtItsDefaultsPassesAll() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(HAPROXY)), "HAProxy is not installed");
        int port = freePort();
        Path configuration = folder.resolve("haproxy.cfg");
        Files.writeString(
                configuration,
                """
                defaults
                    mode http
                    timeout connect 5s
                    timeout client 50s
                    timeout server 50s
                frontend path
                    bind 127.0.0.1:%d
                    default_backend lab
                backend lab
                    server lab %s
                """
                        .formatted(port, URI.create(lab()).getAuthority()));
        PathResult result = diagnose(port, "", HAPROXY, "-db", "-f", configuration.toString());
        assertThat(troubles(result)).as("%s", result).containsOnlyKeys("origin");
    }

    private static String lab() throws Exception {
        return SharedLab.get().target().http();
    }

    /// What is printed for nginx, without comments, and each line once.
    private static List<String> lines(List<Trouble> troubles) {
        Map<String, String> byDirective = new HashMap<>();
        troubles.stream()
                .flatMap(trouble -> trouble.nginx().stream())
                .filter(line -> !line.startsWith("#") && !line.startsWith("map "))
                .forEach(line -> byDirective.put(line.replaceFirst(" \\S+;$", ""), line));
        return List.copyOf(byDirective.values());
    }

    private PathResult behindNginx(List<String> lines) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(NGINX)), "nginx is not installed");
        int port = freePort();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration,
                """
                daemon off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    %5$s
                    server {
                        listen 127.0.0.1:%2$d;
                        location /lab/ {
                            proxy_pass %3$s/;
                            %4$s
                        }
                    }
                }
                """
                        .formatted(
                                folder,
                                port,
                                lab(),
                                String.join("\n", lines),
                                Trouble.UPGRADE.nginx().getLast()));
        return diagnose(
                port,
                "/lab",
                NGINX,
                "-e",
                folder.resolve("error.log").toString(),
                "-p",
                folder.toString(),
                "-c",
                configuration.toString());
    }

    private PathResult diagnose(int port, String path, String... command) throws Exception {
        Process proxy =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("proxy.log").toFile())
                        .start();
        try {
            awaitListening(proxy, port);
            LabUrl url = LabUrl.parse("http://127.0.0.1:" + port + path);
            return new PathDiagnosis(url, IDLE, null, null).run();
        } finally {
            proxy.destroy();
            assertThat(proxy.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void awaitListening(Process proxy, int port) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (System.nanoTime() < deadline) {
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return;
            } catch (IOException e) {
                assertThat(proxy.waitFor(50, TimeUnit.MILLISECONDS))
                        .as(Files.readString(folder.resolve("proxy.log")))
                        .isFalse();
            }
        }
        throw new AssertionError("the proxy does not listen");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, Trouble> troubles(PathResult result) {
        Map<String, Trouble> troubles = new HashMap<>();
        result.troubles()
                .forEach(
                        (trouble, checks) -> checks.forEach(check -> troubles.put(check, trouble)));
        return troubles;
    }

    private static Finding finding(PathResult result, String check) {
        return result.findings().stream()
                .filter(each -> each.check().equals(check))
                .findFirst()
                .orElseThrow();
    }
}
