package dev.wirelab.load.survive.program;

import java.net.InetSocketAddress;

/// A configuration of a reverse proxy, written as in its manual: it listens on port 80, for lines
/// on 7171, and the lab is at 127.0.0.1:7070 and 7071. These addresses are replaced.
///
/// @param program nginx or HAProxy
/// @param lines of nginx what is in its block `http`, of HAProxy the whole file
public record ProxyConfiguration(Program program, String lines) {
    /// nginx as somebody has it who wrote `proxy_pass` and nothing else.
    public static final ProxyConfiguration NGINX_DEFAULT =
            new ProxyConfiguration(
                    Program.NGINX,
                    """
                    server {
                        listen 80;
                        location / {
                            proxy_pass http://127.0.0.1:7070;
                        }
                    }
                    """);

    /// nginx as `docs/deploying.md` has it.
    public static final ProxyConfiguration NGINX_TUNED =
            new ProxyConfiguration(
                    Program.NGINX,
                    """
                    map $http_upgrade $connection_upgrade {
                        default upgrade;
                        ''      '';
                    }

                    server {
                        listen 80;

                        location / {
                            proxy_pass http://127.0.0.1:7070;
                            proxy_http_version 1.1;
                            proxy_set_header Upgrade $http_upgrade;
                            proxy_set_header Connection $connection_upgrade;
                            proxy_buffering off;
                            proxy_read_timeout 60s;
                        }
                    }
                    """);

    /// HAProxy with the timeouts that Debian's package sets, and nothing else.
    public static final ProxyConfiguration HAPROXY_DEFAULT =
            new ProxyConfiguration(
                    Program.HAPROXY,
                    """
                    defaults
                        mode http
                        timeout connect 5000
                        timeout client 50000
                        timeout server 50000

                    frontend chat
                        bind :80
                        default_backend lab

                    backend lab
                        server lab 127.0.0.1:7070
                    """);

    /// HAProxy as `docs/deploying.md` has it.
    public static final ProxyConfiguration HAPROXY_TUNED =
            new ProxyConfiguration(
                    Program.HAPROXY,
                    """
                    defaults
                        mode http
                        timeout connect 5s
                        timeout client 60s
                        timeout server 60s
                        timeout tunnel 1h

                    frontend chat
                        bind :80
                        default_backend lab

                    backend lab
                        server lab 127.0.0.1:7070

                    listen lines
                        mode tcp
                        bind :7171
                        server lab 127.0.0.1:7071
                    """);

    private static final String HTTP_HERE = "127.0.0.1:7070";
    private static final String LINES_HERE = "127.0.0.1:7071";
    private static final String LINES_PORT = ":7171";

    /// What an ordinary user needs around it: everything in the folder of the process.
    private static final String NGINX =
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            events { worker_connections 512; }
            http {
            access_log off;
            client_body_temp_path body;
            proxy_temp_path proxy;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            %s
            }
            """;

    /// Whether it forwards lines, too.
    public boolean hasLines() {
        return lines.contains(LINES_PORT);
    }

    /// The content of its file.
    ///
    /// @param httpPort where it listens on the loopback interface
    /// @param linesPort the same for lines
    /// @param lab the HTTP port of the lab
    /// @param labLines its port of lines
    String text(int httpPort, int linesPort, InetSocketAddress lab, InetSocketAddress labLines) {
        String placed = lines.replace(HTTP_HERE, text(lab)).replace(LINES_HERE, text(labLines));
        return switch (program) {
            case NGINX ->
                    NGINX.formatted(
                            placed.replace("listen 80;", "listen 127.0.0.1:" + httpPort + ";"));
            case HAPROXY ->
                    placed.replace("bind :80", "bind 127.0.0.1:" + httpPort)
                            .replace("bind " + LINES_PORT, "bind 127.0.0.1:" + linesPort);
            case REDIS -> throw new IllegalStateException("it is no proxy");
        };
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
