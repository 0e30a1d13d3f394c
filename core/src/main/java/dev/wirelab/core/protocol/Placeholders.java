package dev.wirelab.core.protocol;

/// Replaces binary content by texts, for clients of version 1.
final class Placeholders {
    private Placeholders() {}

    static boolean isNeeded(Event event) {
        return switch (event) {
            case Event.Message message -> message.content() instanceof Content.Binary;
            case Event.HistoryPage page -> page.events().stream().anyMatch(Placeholders::isNeeded);
            case Event.Joined _,
                    Event.Left _,
                    Event.Hello _,
                    Event.Gap _,
                    Event.CursorMoved _,
                    Event.UserList _,
                    Event.GroupList _,
                    Event.Ok _,
                    Event.Pong _,
                    Event.Error _ ->
                    false;
        };
    }

    static Event replace(Event event) {
        return switch (event) {
            case Event.HistoryPage page ->
                    new Event.HistoryPage(
                            page.id(),
                            page.to(),
                            page.events().stream().map(Placeholders::replaceLogged).toList(),
                            page.more());
            case Event.Logged logged -> replaceLogged(logged);
            case Event.Hello _,
                    Event.Gap _,
                    Event.CursorMoved _,
                    Event.UserList _,
                    Event.GroupList _,
                    Event.Ok _,
                    Event.Pong _,
                    Event.Error _ ->
                    event;
        };
    }

    private static Event.Logged replaceLogged(Event.Logged event) {
        return event instanceof Event.Message message
                        && message.content() instanceof Content.Binary binary
                ? new Event.Message(
                        message.cursor(),
                        message.from(),
                        message.to(),
                        binary.placeholder(),
                        message.at())
                : event;
    }
}
