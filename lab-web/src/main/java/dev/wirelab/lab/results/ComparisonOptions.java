package dev.wirelab.lab.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.protocol.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The options of `lab compare` that the page can choose, and the syntax of their values.
///
/// The load generator checks their meaning. Options that name a file, a host or another program,
/// and values that would run for hours, are excluded here.
final class ComparisonOptions {
    private static final Pattern IDS =
            Pattern.compile("[a-z][a-z.-]{0,19}(,[a-z][a-z.-]{0,19}){0,15}");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,5}ms|[0-9]{1,3}s|[0-9]m|10m");
    private static final Map<String, Kind> KINDS = kinds();
    private static final ObjectMapper JSON = new ObjectMapper();

    private ComparisonOptions() {}

    /// The syntax of a value; without a pattern it is `true` or `false`.
    private record Kind(String form, @Nullable Pattern pattern) {
        boolean isFlag() {
            return pattern == null;
        }

        boolean fits(String value) {
            return pattern != null && pattern.matcher(value).matches();
        }
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        Kind time = new Kind("a time such as 500ms, 20s or 2m, at most 10m", TIME);
        Kind flag = new Kind("true or false", null);
        Kind count = new Kind("a whole number, 1 to 9999", COUNT);
        Kind number = new Kind("a number up to 9999.999", NUMBER);
        kinds.put("transports", new Kind("ids of transports, separated by commas", IDS));
        kinds.put("workload", new Kind("ids of workloads, separated by commas", IDS));
        kinds.put("full", flag);
        kinds.put("fresh-connections", flag);
        kinds.put("noise", flag);
        kinds.put("repeats", new Kind("a whole number, 1 to 9", Pattern.compile("[1-9]")));
        kinds.put("readers", count);
        kinds.put("rate", number);
        kinds.put("pairs", count);
        kinds.put("pair-rate", number);
        kinds.put("size", count);
        kinds.put("poll-interval", time);
        kinds.put("poll-wait", count);
        kinds.put("duration", time);
        kinds.put("warm-up", time);
        kinds.put("quick", flag);
        return kinds;
    }

    /// Parses `{"transports":"websocket,tcp","readers":50,"quick":true}`.
    ///
    /// @return the arguments of the command line
    /// @throws Refusal `bad_request` with the reason
    static List<String> arguments(String body) {
        List<String> arguments = new ArrayList<>();
        object(body)
                .properties()
                .forEach(option -> arguments.addAll(argument(option.getKey(), option.getValue())));
        return arguments;
    }

    private static List<String> argument(String name, JsonNode value) {
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw Refusal.badRequest(
                    "unknown option; the options are " + String.join(", ", KINDS.keySet()));
        }
        if (kind.isFlag() && value.isBoolean()) {
            return value.booleanValue() ? List.of("--" + name) : List.of();
        }
        if (!kind.isFlag() && value.isValueNode() && kind.fits(value.asText())) {
            return List.of("--" + name, value.asText());
        }
        throw Refusal.badRequest(name + " must be " + kind.form());
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
        throw Refusal.badRequest("the body must be a JSON object of options");
    }
}
