package dev.wirelab.lab.classroom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a request of the class. Each method refuses what is not as it should be, with
/// `bad_request`.
final class Fields {
    /// A report of 20 messages is shorter.
    private static final int MAX_BYTES = 8192;

    /// Longest text of a teacher's message, in characters of UTF-16.
    private static final int MAX_TEXT = 200;

    private static final String TEXT = "hello";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode json;

    private Fields(JsonNode json) {
        this.json = json;
    }

    /// Parses a body; an empty one has no fields.
    ///
    /// @throws Refusal also `too_large`
    static Fields of(String body) {
        if (body.length() > MAX_BYTES) {
            throw new Refusal(ErrorCode.TOO_LARGE, "the body is too large");
        }
        try {
            JsonNode json = body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
            if (json.isObject()) {
                return new Fields(json);
            }
        } catch (JsonProcessingException e) {
            // Refused below, like JSON that is not an object.
        }
        throw Refusal.badRequest("the body must be a JSON object");
    }

    /// `transport`, or null.
    @Nullable String transport() {
        JsonNode value = json.path("transport");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw Refusal.badRequest("the field transport must be a string");
        }
        return value.textValue();
    }

    /// `text`, by default a greeting.
    String text() {
        String text = json.path("text").asText(TEXT).strip();
        if (text.length() > MAX_TEXT) {
            throw Refusal.badRequest("the text has at most " + MAX_TEXT + " characters");
        }
        return TextRules.text(text.isEmpty() ? TEXT : text);
    }

    /// `messages`, by default 1.
    int messages() {
        return whole("messages", 1, 1, Classroom.MAX_MESSAGES);
    }

    /// `round`.
    int round() {
        return whole("round", -1, 0, Integer.MAX_VALUE);
    }

    /// `error`, in milliseconds.
    double error() {
        double error = json.path("error").asDouble(Double.NaN);
        if (!(error >= 0 && error < Double.POSITIVE_INFINITY)) {
            throw Refusal.badRequest("the field error must be a number of milliseconds");
        }
        return error;
    }

    /// `arrivals`: pairs of a message's index and the lab's time.
    List<Arrival> arrivals() {
        JsonNode pairs = json.path("arrivals");
        if (!pairs.isArray() || pairs.size() > Classroom.MAX_MESSAGES) {
            throw Refusal.badRequest(
                    "arrivals must be at most " + Classroom.MAX_MESSAGES + " pairs");
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (JsonNode pair : pairs) {
            JsonNode index = pair.path(0);
            JsonNode at = pair.path(1);
            if (!index.isInt() || index.intValue() < 0 || !at.isNumber()) {
                throw Refusal.badRequest("an arrival must be a pair such as [0,1763712000000.5]");
            }
            arrivals.add(new Arrival(index.intValue(), at.doubleValue()));
        }
        return arrivals;
    }

    private int whole(String name, int otherwise, int least, int most) {
        JsonNode value = json.path(name);
        int number = value.isMissingNode() ? otherwise : value.isInt() ? value.intValue() : -1;
        if (number < least || number > most) {
            throw Refusal.badRequest(
                    "the field " + name + " must be a whole number from " + least + " to " + most);
        }
        return number;
    }
}
