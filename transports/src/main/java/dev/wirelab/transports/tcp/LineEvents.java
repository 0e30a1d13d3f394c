package dev.wirelab.transports.tcp;

import dev.wirelab.core.protocol.Content;
import dev.wirelab.core.protocol.Event;
import java.util.stream.Collectors;

/// Events as lines for a person: a word, then fields separated by single spaces, the text last.
/// Without a line end; several lines are separated by CR LF.
///
/// `hello` is written as `ok CURSOR`, followed by the token of a new session; a history as its
/// events, one a line.
final class LineEvents {
    private LineEvents() {}

    /// Formats one event.
    static String format(Event event) {
        return switch (event) {
            case Event.Message m ->
                    "message %s %s %s %s"
                            .formatted(m.cursor(), m.to(), m.from(), content(m.content()));
            case Event.Joined j -> "joined " + j.cursor() + " " + j.to() + " " + j.user();
            case Event.Left l -> "left " + l.cursor() + " " + l.to() + " " + l.user();
            case Event.Hello hello ->
                    "ok "
                            + hello.cursor()
                            + (hello.token() == null ? "" : "\r\n" + token(hello.token()));
            case Event.Gap gap -> "gap " + gap.cursor() + " " + gap.reason().word();
            case Event.CursorMoved moved -> "cursor " + moved.cursor();
            case Event.UserList list ->
                    list.users().stream()
                            .map(user -> " " + user.name())
                            .collect(
                                    Collectors.joining(
                                            "",
                                            "users " + list.to() + " " + list.count(),
                                            list.more() ? " ..." : ""));
            case Event.GroupList list ->
                    list.groups().stream()
                            .map(group -> " " + group.name())
                            .collect(Collectors.joining("", "groups", list.more() ? " ..." : ""));
            case Event.HistoryPage page ->
                    page.events().stream()
                            .map(LineEvents::format)
                            .collect(
                                    Collectors.joining(
                                            "\r\n",
                                            "* history of " + page.to() + "\r\n",
                                            (page.events().isEmpty() ? "" : "\r\n") + "* end"));
            case Event.Ok ok -> ok.cursor() == null ? "ok" : "ok " + ok.cursor();
            case Event.Pong _ -> "pong";
            case Event.Error error ->
                    "error " + error.code().code() + " " + LineEscapes.escape(error.message());
        };
    }

    /// The line that shows a person the token of the session.
    static String token(String token) {
        return "* token " + token;
    }

    private static String content(Content content) {
        return switch (content) {
            case Content.Text(String text) -> LineEscapes.escape(text);
            case Content.Binary binary -> LineEscapes.escape(binary.placeholder());
        };
    }
}
