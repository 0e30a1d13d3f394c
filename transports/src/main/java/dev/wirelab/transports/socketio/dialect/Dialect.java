package dev.wirelab.transports.socketio.dialect;

import dev.wirelab.core.protocol.Event;
import dev.wirelab.core.protocol.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events that the pages of one tutorial send and expect. Safe for use by any number of
/// threads.
public interface Dialect {
    /// The name by which it is chosen.
    String name();

    /// Whether a page presents the token of a session. Otherwise one without a token begins a
    /// session of its own, under the name that its messages carry.
    boolean needsToken();

    /// Whether a page is sent its own messages.
    boolean echoes();

    /// Whether a page is sent the list of users, when it connects and when the list changes.
    boolean listsUsers();

    /// Translates an event of a page.
    ///
    /// @param event its name, a number as its digits
    /// @param arguments each as JSON
    /// @throws Refusal `bad_request` or `too_large`
    Request read(String event, List<String> arguments);

    /// The array of the packet with which a page is sent an event of the chat, as JSON; null if
    /// this dialect does not have it.
    @Nullable String write(Event event);
}
