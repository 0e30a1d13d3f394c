package dev.wirelab.lab.robot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.TextRules;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;

/// The settings of the robot.
///
/// @param name its user name
/// @param to the group to which it publishes, and which it joins
/// @param rate texts per second, 0 to [#MAX_RATE]; with 0 it only replies
/// @param size UTF-8 bytes of each, [RobotText#MIN_BYTES] to [TextRules#MAX_TEXT_BYTES]
record RobotSettings(String name, Address.Group to, double rate, int size) {
    /// Faster than any screen can show, and hardly any load.
    static final double MAX_RATE = 200;

    /// It only replies.
    static final RobotSettings QUIET = new RobotSettings("robot", Address.LOBBY, 0, 64);

    private static final Set<String> FIELDS = Set.of("name", "to", "rate", "size");
    private static final ObjectMapper JSON = new ObjectMapper();

    RobotSettings {
        if (!(rate >= 0 && rate <= MAX_RATE)) {
            throw Refusal.badRequest("rate must be 0 to " + (int) MAX_RATE + " per second");
        }
        if (size < RobotText.MIN_BYTES || size > TextRules.MAX_TEXT_BYTES) {
            throw Refusal.badRequest(
                    "size must be " + RobotText.MIN_BYTES + " to " + TextRules.MAX_TEXT_BYTES);
        }
    }

    /// Parses settings from JSON; a missing field has its value in [#QUIET].
    ///
    /// @throws Refusal `bad_request` with the reason
    static RobotSettings parse(String body) {
        JsonNode json = object(body);
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String field = names.next();
            if (!FIELDS.contains(field)) {
                throw Refusal.badRequest(
                        "unknown field; the fields are "
                                + String.join(", ", new TreeSet<>(FIELDS)));
            }
        }
        return new RobotSettings(
                TextRules.name("user", text(json, "name", QUIET.name())),
                Address.parseGroup(text(json, "to", QUIET.to().toString())),
                rate(json.path("rate")),
                size(json.path("size")));
    }

    private static JsonNode object(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            // Refused below, like JSON that is not an object.
        }
        throw Refusal.badRequest("the body must be a JSON object");
    }

    private static String text(JsonNode json, String field, String otherwise) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw Refusal.badRequest("the field " + field + " must be a string");
        }
        return value.textValue();
    }

    private static double rate(JsonNode value) {
        if (value.isMissingNode()) {
            return QUIET.rate();
        }
        if (!value.isNumber()) {
            throw Refusal.badRequest("the field rate must be a number");
        }
        return value.doubleValue();
    }

    private static int size(JsonNode value) {
        if (value.isMissingNode()) {
            return QUIET.size();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw Refusal.badRequest("the field size must be a whole number");
        }
        return value.intValue();
    }

    RobotSettings quiet() {
        return new RobotSettings(name, to, 0, size);
    }
}
