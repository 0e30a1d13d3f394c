package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One JSON object, as it was received or as it will be sent. Reading is strict: a member twice, or
/// anything behind the object, is the lab's fault and fails the test.
record Json(ObjectNode node) {
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    static Json parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) {
                return new Json(object);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError("the lab sent what is no JSON: " + text, e);
        }
        throw new AssertionError("the lab sent what is no JSON object: " + text);
    }

    /// An object of this type, to add members to.
    static Json of(String type) {
        return new Json(MAPPER.createObjectNode().put("type", type));
    }

    static Json say(String to, String text) {
        return of("say").with("to", to).with("text", text);
    }

    Json with(String name, @Nullable Object value) {
        ObjectNode copy = node.deepCopy();
        copy.set(name, MAPPER.valueToTree(value));
        return new Json(copy);
    }

    Json without(String name) {
        ObjectNode copy = node.deepCopy();
        copy.remove(name);
        return new Json(copy);
    }

    boolean has(String name) {
        return node.has(name);
    }

    String type() {
        return string("type");
    }

    /// The cursor, which must be there.
    String cursor() {
        return string("cursor");
    }

    boolean isType(String... types) {
        return List.of(types).contains(type());
    }

    /// A member that must be there and be a string.
    String string(String name) {
        JsonNode value = node.path(name);
        assertThat(value.isTextual()).as("%s has a string %s", this, name).isTrue();
        return value.textValue();
    }

    /// A member that must be there and be a whole number.
    long number(String name) {
        JsonNode value = node.path(name);
        assertThat(value.isIntegralNumber()).as("%s has a whole number %s", this, name).isTrue();
        return value.longValue();
    }

    /// A member that is true; one that is absent is false.
    boolean flag(String name) {
        JsonNode value = node.path(name);
        assertThat(value.isMissingNode() || value.isBoolean())
                .as("%s has a true or false %s", this, name)
                .isTrue();
        return value.booleanValue();
    }

    /// A member that must be there and be an object.
    Json object(String name) {
        if (node.path(name) instanceof ObjectNode object) {
            return new Json(object);
        }
        throw new AssertionError(this + " has no object " + name);
    }

    /// A member that must be there and be an array of objects.
    List<Json> list(String name) {
        JsonNode value = node.path(name);
        assertThat(value.isArray()).as("%s has an array %s", this, name).isTrue();
        return value.valueStream().map(Json::element).toList();
    }

    private static Json element(JsonNode element) {
        if (element instanceof ObjectNode object) {
            return new Json(object);
        }
        throw new AssertionError("no object: " + element);
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
