package dev.wirelab.load.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of `result.json`, from the records and their Javadoc. Other members are allowed,
/// since later versions may add some.
public final class ResultSchema {
    static final Path PUBLISHED = Path.of("../docs/result.schema.json");

    private static final Set<Class<?>> INTEGERS =
            Set.of(int.class, long.class, Integer.class, Long.class);

    private final ObjectNode definitions = RunFiles.json().createObjectNode();

    private ResultSchema() {}

    /// What is wrong with a `result.json` by the published schema, one line for each.
    public static List<String> problems(JsonNode result) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(PUBLISHED))
                .validate(result)
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    static String text() throws IOException {
        ResultSchema schema = new ResultSchema();
        ObjectNode root = RunFiles.json().createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "result.json of Wirelab, schema " + ComparisonResult.SCHEMA);
        root.setAll(schema.of(ComparisonResult.class));
        root.set("$defs", schema.definitions);
        return RunFiles.json().writeValueAsString(root) + "\n";
    }

    private ObjectNode of(Type type) {
        ObjectNode node = RunFiles.json().createObjectNode();
        if (type instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw) {
            Type[] arguments = generic.getActualTypeArguments();
            Type last = Objects.requireNonNull(arguments[arguments.length - 1]);
            boolean isList = Collection.class.isAssignableFrom(raw);
            if (!isList && !Map.class.isAssignableFrom(raw)) {
                throw new IllegalArgumentException(type.toString());
            }
            node.put("type", isList ? "array" : "object");
            node.set(isList ? "items" : "additionalProperties", of(last));
            return node;
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException(type.toString());
        }
        if (INTEGERS.contains(plain)) {
            return node.put("type", "integer");
        }
        if (plain == double.class || plain == Double.class) {
            return node.put("type", "number");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return node.put("type", "boolean");
        }
        if (plain == String.class) {
            return node.put("type", "string");
        }
        if (plain.isEnum()) {
            ArrayNode names = node.putArray("enum");
            Arrays.stream(plain.getEnumConstants())
                    .map(each -> RunFiles.json().<JsonNode>valueToTree(each))
                    .forEach(names::add);
            return node;
        }
        return node.put("$ref", "#/$defs/" + define(plain));
    }

    private String define(Class<?> type) {
        String name =
                type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
        if (!definitions.has(name)) {
            ObjectNode node = definitions.putObject(name);
            JsonSubTypes subtypes = type.getAnnotation(JsonSubTypes.class);
            if (subtypes != null) {
                ArrayNode any = node.putArray("anyOf");
                for (JsonSubTypes.Type subtype : subtypes.value()) {
                    any.add(of(subtype.value()));
                }
            } else if (type.isRecord()) {
                members(type, node);
            } else {
                throw new IllegalArgumentException(type.toString());
            }
        }
        return name;
    }

    private void members(Class<?> type, ObjectNode node) {
        node.put("type", "object");
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = node.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                continue;
            }
            JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = named == null ? component.getName() : named.value();
            ObjectNode member = of(component.getGenericType());
            description(type, component.getName())
                    .ifPresent(words -> member.put("description", words));
            if (isNullable(component.getAnnotatedType())) {
                ObjectNode either = RunFiles.json().createObjectNode();
                either.putArray("anyOf").add(member).addObject().put("type", "null");
                properties.set(name, either);
            } else {
                properties.set(name, member);
                required.add(name);
            }
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /// Of the record's Javadoc.
    private static Optional<String> description(Class<?> type, String component) {
        Class<?> top = type.isMemberClass() ? Objects.requireNonNull(type.getNestHost()) : type;
        Path source = Path.of("src/main/java", top.getName().replace('.', '/') + ".java");
        try {
            String code = Files.readString(source);
            int record = code.indexOf("record " + type.getSimpleName() + "(");
            String javadoc = code.substring(0, Math.max(0, record));
            int begin = javadoc.lastIndexOf("\n\n");
            Matcher words =
                    Pattern.compile("/// @param " + component + " (.*(?:\\R\\s*///   ?(?!@).*)*)")
                            .matcher(javadoc.substring(Math.max(0, begin)));
            return words.find()
                    ? Optional.of(
                            words.group(1)
                                    .replaceAll("\\s*\\R\\s*/// *", " ")
                                    .replaceAll("\\[#?([^\\]]+)\\]", "$1"))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
