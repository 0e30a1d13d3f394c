package dev.wirelab.load.transport;

import dev.wirelab.load.connection.Message;
import dev.wirelab.load.connection.Request;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.server.DescribedTransport;
import dev.wirelab.load.server.MessagePattern;
import dev.wirelab.load.server.Template;
import dev.wirelab.load.wire.ReceivedEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one virtual user and a described server have sent each other: the values of variables, the
/// messages that no step has taken yet, and the replies that are due. Used on the user's event
/// loop.
final class Dialogue {
    private static final int MOST_OF_A_MESSAGE = 200;

    private final Script script;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> captured = new HashMap<>();
    private final Deque<String> untaken = new ArrayDeque<>();
    private final Deque<String> replies = new ArrayDeque<>();
    private @Nullable Inbox inbox;
    private boolean opening = true;
    private @Nullable String expected;
    private String last = "nothing";
    private long deadlineNanos;

    /// The templates and patterns that all virtual users of a transport share.
    static final class Script {
        private final MessagePattern delivery;
        private final Template publish;
        private final @Nullable Pattern separator;
        private final Map<MessagePattern, Template> replies = new LinkedHashMap<>();
        private final Map<String, MessagePattern> fields = new LinkedHashMap<>();
        private final Map<String, Template> headers = new LinkedHashMap<>();

        /// The first message to a reader that was no delivery.
        private final AtomicReference<@Nullable String> other = new AtomicReference<>();

        Script(DescribedTransport transport) {
            this.delivery = MessagePattern.of(transport.delivery());
            this.publish = Template.of(transport.publish());
            this.separator =
                    transport.separator() == null
                            ? null
                            : Pattern.compile(Pattern.quote(transport.separator()));
            transport
                    .replies()
                    .forEach((pattern, reply) ->
                            replies.put(MessagePattern.of(pattern), Template.of(reply)));
            transport
                    .capture()
                    .forEach((field, pattern) -> fields.put(field, MessagePattern.of(pattern)));
            transport.headers().forEach((field, value) -> headers.put(field, Template.of(value)));
        }
    }

    /// The first message to any reader that was no delivery.
    static Optional<String> firstOther(Script script) {
        return Optional.ofNullable(script.other.get());
    }

    Dialogue(Script script, String user) {
        this.script = script;
        values.put("user", user);
    }

    @Nullable String get(String variable) {
        return values.get(variable);
    }

    void set(String variable, String value) {
        values.put(variable, value);
    }

    /// Passes deliveries to an inbox from now on.
    void deliverTo(Inbox reader) {
        inbox = reader;
    }

    /// All steps have been executed: messages are not kept any more.
    void opened() {
        opening = false;
        untaken.clear();
    }

    /// A text with the values of its variables.
    ///
    /// @throws IllegalStateException if one has none
    String fill(Template template) {
        return template.fill(values)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "a variable of '%s' has no value".formatted(template)));
    }

    /// The text that publishes the message whose variables are set.
    String publication() {
        return script.publish.fill(values).orElseThrow();
    }

    /// A request with the fields of the description.
    Request request(String method, Template target, @Nullable String body) {
        Request request = new Request(method, fill(target), null, body);
        for (Map.Entry<String, Template> header : script.headers.entrySet()) {
            Optional<String> value = header.getValue().fill(values);
            if (value.isPresent()) {
                request = request.with(header.getKey(), value.get());
            }
        }
        return request;
    }

    /// Takes a response, whose replies wait for [#nextReply].
    void responded(Message response) {
        script.fields.forEach((field, pattern) ->
                response.field(field).ifPresent(value -> pattern.find(value, 0, values)));
        received(response, replies::add);
    }

    /// Takes one frame, line, event or body.
    ///
    /// @param reply sends a reply
    void received(Message message, Consumer<String> reply) {
        String text = message.text();
        if (script.separator == null) {
            received(text, message.nanos(), reply);
        } else {
            script.separator
                    .splitAsStream(text)
                    .forEach(one -> received(one, message.nanos(), reply));
        }
    }

    private void received(String message, long nanos, Consumer<String> reply) {
        if (opening) {
            untaken.add(message);
        }
        script.replies.forEach((pattern, template) -> {
            if (pattern.find(message, 0, values) >= 0) {
                template.fill(values).ifPresent(reply);
            }
        });
        if (inbox != null) {
            deliver(inbox, message, nanos);
        }
    }

    private void deliver(Inbox reader, String message, long nanos) {
        int from = 0;
        int end = script.delivery.find(message, from, captured);
        if (end < 0 && !opening && script.other.get() == null) {
            script.other.compareAndSet(null, shown(message));
        }
        while (end > from) {
            String text = captured.getOrDefault("text", "");
            if (Stamp.begins(text)) {
                reader.arrived(new ReceivedEvent.Message(null, null, "", text), nanos);
            }
            from = end;
            end = script.delivery.find(message, from, captured);
        }
    }

    /// Begins to wait for a message that matches.
    void expect(String pattern) {
        expected = pattern;
        last = "nothing";
        deadlineNanos = System.nanoTime() + StreamSteps.TIMEOUT.toNanos();
    }

    /// Whether the expected message has arrived, which takes it and those before it.
    boolean isMet() {
        if (expected == null) {
            return true;
        }
        MessagePattern pattern = MessagePattern.of(expected);
        while (!untaken.isEmpty()) {
            last = untaken.removeFirst();
            if (pattern.find(last, 0, values) >= 0) {
                expected = null;
                return true;
            }
        }
        return false;
    }

    /// Whether the expected message may still arrive in time.
    boolean isWaiting() {
        return !isMet() && System.nanoTime() - deadlineNanos < 0;
    }

    /// The expectation of the current step and what arrived instead; empty if it expects nothing.
    Optional<String> unmet() {
        return Optional.ofNullable(expected)
                .map(pattern -> "expected %s and got %s".formatted(pattern, shown(last)));
    }

    private static String shown(String message) {
        return message.substring(0, Math.min(message.length(), MOST_OF_A_MESSAGE)).strip();
    }

    boolean hasReply() {
        return !replies.isEmpty();
    }

    String nextReply() {
        return replies.removeFirst();
    }
}
