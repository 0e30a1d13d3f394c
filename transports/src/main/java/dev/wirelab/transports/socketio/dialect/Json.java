package dev.wirelab.transports.socketio.dialect;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.wirelab.core.protocol.Content;

/// Builds a JSON object member by member.
final class Json {
    private final StringBuilder json = new StringBuilder("{");

    /// A text in quotes.
    static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    /// The text of a message; for binary content, its placeholder.
    static String textOf(Content content) {
        return switch (content) {
            case Content.Text(String text) -> text;
            case Content.Binary binary -> binary.placeholder();
        };
    }

    Json with(String name, String text) {
        return withJson(name, quoted(text));
    }

    /// @param value JSON
    Json withJson(String name, String value) {
        json.append(json.length() == 1 ? "" : ",").append('"').append(name).append("\":");
        json.append(value);
        return this;
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
