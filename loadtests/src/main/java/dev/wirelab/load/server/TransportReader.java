package dev.wirelab.load.server;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads and checks the description of one transport.
final class TransportReader {
    private static final Set<String> KEYS =
            new LinkedHashSet<>(
                    List.of(
                            "kind",
                            "address",
                            "connect",
                            "poll",
                            "poll-body",
                            "send-to",
                            "headers",
                            "capture",
                            "log-in",
                            "open",
                            "join",
                            "replies",
                            "separator",
                            "publish",
                            "delivery"));
    private static final Set<String> STEP_KEYS =
            new LinkedHashSet<>(List.of("get", "post", "body", "send", "expect"));
    private static final Set<String> OF_USER = Set.of("user", "group");
    private static final Set<String> OF_MESSAGE = Set.of("text", "bytes", "id");

    private final String server;
    private final Node.Scalar name;
    private final Fields fields;
    private final String file;
    private final TransportKind kind;

    /// The variables that have a value at this step of the client.
    private final Set<String> known = new LinkedHashSet<>(OF_USER);

    TransportReader(String file, String server, Node.Scalar name, Node node)
            throws DescriptionException {
        this.file = file;
        this.server = server;
        this.name = name;
        this.fields = new Fields(file, node, KEYS);
        this.kind = kind();
    }

    private TransportKind kind() throws DescriptionException {
        Node.Scalar named = fields.text("kind").orElse(name);
        return TransportKind.of(named.text())
                .orElseThrow(() ->
                        fields.problem(
                                named,
                                "'%s' is no kind of transport; set 'kind' to one of %s"
                                        .formatted(
                                                named.text(),
                                                String.join(", ", TransportKind.ids()))));
    }

    /// @param usual the server's address
    DescribedTransport read(Node.@Nullable Scalar usual) throws DescriptionException {
        checkKeys();
        String address = address(usual);
        Map<String, String> capture = patterns("capture", true);
        List<DescribedStep> logIn = steps("log-in");
        String connect = template("connect");
        String sendTo = template("send-to");
        List<DescribedStep> open = steps("open");
        Set<String> ofPublisher = new LinkedHashSet<>(known);
        List<DescribedStep> join = steps("join");
        String poll = template("poll");
        String pollBody = template("poll-body");
        Map<String, String> headers = headers();
        Map<String, String> replies = patterns("replies", false);
        String delivery = delivery();
        known.retainAll(ofPublisher);
        known.addAll(OF_MESSAGE);
        return new DescribedTransport(
                server,
                name.text(),
                kind,
                address,
                null,
                connect,
                headers,
                logIn,
                open,
                join,
                poll,
                pollBody,
                sendTo,
                replies,
                capture,
                fields.text("separator").map(Node.Scalar::text).orElse(null),
                publish(),
                delivery);
    }

    private void checkKeys() throws DescriptionException {
        check("connect", kind.connectsToPath());
        check("poll", kind.polls());
        check("poll-body", kind.polls());
        for (String key : List.of("send-to", "headers", "capture", "log-in")) {
            check(key, kind != TransportKind.TCP);
        }
        if (kind.connectsToPath()) {
            var _ = fields.required("connect");
        }
        if (kind.polls()) {
            var _ = fields.required("poll");
        }
        if (!kind.isDuplex()) {
            var _ = fields.required("send-to");
        }
        Optional<Node> replies = fields.node("replies");
        if (replies.isPresent() && fields.node("send-to").isPresent() && !kind.polls()) {
            throw fields.problem(
                    replies.get(), "'replies' are sent on the connection, and 'send-to' is not");
        }
    }

    private void check(String key, boolean allowed) throws DescriptionException {
        Optional<Node> found = fields.node(key);
        if (found.isPresent() && !allowed) {
            throw fields.problem(
                    found.get(), "%s transports have no '%s'".formatted(kind.id(), key));
        }
    }

    private String address(Node.@Nullable Scalar usual) throws DescriptionException {
        Optional<Node.Scalar> own = fields.text("address");
        Node.Scalar address = own.isPresent() ? own.get() : usual;
        if (address == null) {
            throw fields.problem(fields.place(), "the key 'address' is missing");
        }
        check(file, address, kind);
        return address.text();
    }

    /// Checks an address.
    ///
    /// @param file the file's name, for messages
    private static void check(String file, Node.Scalar address, TransportKind kind)
            throws DescriptionException {
        String problem = problem(address.text(), kind);
        if (problem != null) {
            throw new DescriptionException(file, address, problem);
        }
    }

    /// Why a kind of transport cannot use an address, or null.
    static @Nullable String problem(String address, TransportKind kind) {
        boolean lines = kind == TransportKind.TCP;
        try {
            URI uri = URI.create(address);
            String scheme = String.valueOf(uri.getScheme());
            boolean fits =
                    lines
                            ? scheme.equals(kind.id()) && uri.getPort() > 0
                            : scheme.equals("http") || scheme.equals("https");
            boolean bare = uri.getPath() != null && uri.getPath().isEmpty();
            if (fits && bare && uri.getHost() != null) {
                return null;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, as every other invalid address.
        }
        return "the address of a %s transport is such as %s, not '%s'"
                .formatted(
                        kind.id(),
                        lines ? "tcp://127.0.0.1:4222" : "http://127.0.0.1:8080",
                        address);
    }

    private List<DescribedStep> steps(String key) throws DescriptionException {
        List<DescribedStep> steps = new ArrayList<>();
        for (Node node : fields.items(key)) {
            Fields step = new Fields(file, node, STEP_KEYS);
            String get = template(step, "get");
            String post = template(step, "post");
            String body = template(step, "body");
            String send = template(step, "send");
            long sent =
                    List.of("get", "post", "send").stream()
                            .filter(k -> step.node(k).isPresent())
                            .count();
            boolean early = key.equals("log-in");
            if (sent > 1) {
                throw fields.problem(node, "a step has one of 'get', 'post' and 'send'");
            }
            if (body != null && post == null) {
                throw fields.problem(node, "'body' belongs to 'post'");
            }
            if (early && get == null && post == null) {
                throw fields.problem(node, "a step of 'log-in' has 'get' or 'post'");
            }
            if (kind == TransportKind.TCP && (get != null || post != null)) {
                throw fields.problem(node, "tcp transports have no requests, only 'send'");
            }
            String expect = pattern(step, "expect");
            if (sent == 0 && expect == null) {
                throw fields.problem(node, "this step does nothing");
            }
            steps.add(new DescribedStep(get, post, body, send, expect));
        }
        return steps;
    }

    private @Nullable String template(String key) throws DescriptionException {
        return template(fields, key);
    }

    private @Nullable String template(Fields from, String key) throws DescriptionException {
        Optional<Node.Scalar> found = from.text(key);
        return found.isPresent() ? checked(found.get()) : null;
    }

    private String checked(Node.Scalar text) throws DescriptionException {
        for (String variable : Template.of(text.text()).variables()) {
            if (!known.contains(variable)) {
                throw fields.problem(
                        text,
                        "nothing captures {%s} before it is used here; there are %s"
                                .formatted(variable, String.join(", ", known)));
            }
        }
        return text.text();
    }

    private @Nullable String pattern(Fields from, String key) throws DescriptionException {
        Optional<Node.Scalar> found = from.text(key);
        if (found.isEmpty()) {
            return null;
        }
        known.addAll(parsed(found.get()).captures());
        return found.get().text();
    }

    private MessagePattern parsed(Node.Scalar text) throws DescriptionException {
        try {
            return MessagePattern.of(text.text());
        } catch (IllegalArgumentException e) {
            throw fields.problem(text, String.valueOf(e.getMessage()));
        }
    }

    /// A mapping whose values (`ofValues`) or keys are patterns; the others are templates.
    private Map<String, String> patterns(String key, boolean ofValues) throws DescriptionException {
        Map<String, String> all = new LinkedHashMap<>();
        for (Map.Entry<Node.Scalar, Node.Scalar> entry : fields.texts(key).entrySet()) {
            Node.Scalar pattern = ofValues ? entry.getValue() : entry.getKey();
            known.addAll(parsed(pattern).captures());
            if (!ofValues) {
                var _ = checked(entry.getValue());
            }
            all.put(entry.getKey().text(), entry.getValue().text());
        }
        return all;
    }

    private Map<String, String> headers() throws DescriptionException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<Node.Scalar, Node.Scalar> entry : fields.texts("headers").entrySet()) {
            headers.put(entry.getKey().text(), checked(entry.getValue()));
        }
        return headers;
    }

    private String publish() throws DescriptionException {
        Node.Scalar publish = fields.required("publish");
        if (!Template.of(publish.text()).variables().contains("text")) {
            throw fields.problem(publish, "'publish' does not contain {text}");
        }
        return checked(publish);
    }

    private String delivery() throws DescriptionException {
        Node.Scalar delivery = fields.required("delivery");
        if (!parsed(delivery).captures().contains("text")) {
            throw fields.problem(delivery, "'delivery' does not capture {text}");
        }
        return delivery.text();
    }
}
