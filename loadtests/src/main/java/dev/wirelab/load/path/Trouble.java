package dev.wirelab.load.path;

import java.util.List;

/// What a proxy can do to a lab, and the lines of its configuration that mend it.
public enum Trouble {
    /// The request to upgrade loses its header fields, or its answer does not come.
    UPGRADE(
            "the upgrade to a WebSocket is not passed on",
            """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            # and in http { }:
            map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
            """,
            """
            mode http
            timeout tunnel 1h
            # without: http-request del-header Upgrade, option httpclose
            """),

    /// A streamed response is kept back.
    BUFFERED(
            "a response is held back until a buffer is full, or it ends",
            """
            proxy_http_version 1.1;
            proxy_buffering off;
            """,
            """
            option http-no-delay
            # without: http-response wait-for-body
            """),

    /// A streamed response is compressed, which keeps it back, too.
    COMPRESSED(
            "a stream is compressed; events come when a block of it is full",
            """
            gzip off;
            # or gzip_types without text/event-stream and application/x-ndjson
            """,
            """
            # without: compression algo gzip, or with
            compression type text/html text/css application/javascript
            """),

    /// A connection is cut before the lab's heartbeat, which comes every 25 s.
    IDLE_CUT(
            "a connection that is idle is cut; the lab sends something every 25 s",
            """
            proxy_read_timeout 75s;
            proxy_send_timeout 75s;
            # of TCP lines, in stream { }: proxy_timeout 10m;
            """,
            """
            timeout client 75s
            timeout server 75s
            timeout tunnel 1h
            # of TCP lines, mode tcp: timeout client and server 10m
            """),

    /// A poll is cut before the lab answers it.
    POLL_CUT(
            "a held poll is cut; a lab holds one for up to 30 s",
            """
            proxy_read_timeout 75s;
            """,
            """
            timeout client 75s
            timeout server 75s
            """),

    /// A connection carries nothing after a while, and no side is notified.
    SILENT(
            "a connection that was idle carries nothing any more, and nobody is notified",
            """
            proxy_read_timeout 75s;
            proxy_socket_keepalive on;
            """,
            """
            timeout tunnel 1h
            option clitcpka
            option srvtcpka
            """),

    /// The lab gets requests of HTTP/1.0, to which it sends no streams.
    HTTP_1_0(
            "requests reach the lab as HTTP/1.0, which has no streams",
            """
            proxy_http_version 1.1;
            proxy_buffering off;
            # and the lines that upgrades need
            """,
            """
            # speaks HTTP/1.1 unless a rule changes it
            # without: option httpclose
            """),

    /// Each request needs a connection of its own.
    NOT_REUSED(
            "a connection is closed after one request, so each poll has to connect",
            """
            keepalive_timeout 75s;
            """,
            """
            option http-keep-alive
            timeout http-keep-alive 75s
            # without: option httpclose
            """),

    /// The lab does not accept the pages of this address.
    ORIGIN_REFUSED(
            "the lab refuses pages of this address; start it with --public-url URL",
            """
            # nothing: ./lab serve --public-url URL
            """,
            """
            # nothing: ./lab serve --public-url URL
            """),

    /// Pages of other sites can use the lab.
    ORIGIN_CHANGED(
            "the header Origin is changed, so pages of other sites can use the lab",
            """
            # without: proxy_set_header Origin …;
            """,
            """
            # without: http-request set-header Origin, del-header Origin
            """),

    /// Requests for this path do not reach the lab, or not with their header fields.
    REFUSED(
            "something else than the lab answers, or a header is lost on the way",
            """
            location /lab/ {                  # with a slash at both ends
                proxy_pass http://127.0.0.1:7070/;
                proxy_set_header Authorization $http_authorization;
            }
            """,
            """
            use_backend lab if { path_beg /lab/ }
            # in the backend:
            http-request replace-path /lab(/.*) \\1
            server lab 127.0.0.1:7070
            """);

    private final String sentence;
    private final String nginx;
    private final String haProxy;

    Trouble(String sentence, String nginx, String haProxy) {
        this.sentence = sentence;
        this.nginx = nginx;
        this.haProxy = haProxy;
    }

    /// What it is.
    public String sentence() {
        return sentence;
    }

    /// Lines for nginx.
    public List<String> nginx() {
        return nginx.lines().toList();
    }

    /// Lines for HAProxy.
    public List<String> haProxy() {
        return haProxy.lines().toList();
    }
}
