package dev.wirelab.load.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The fields of a mapping, of which each must be a known one.
final class Fields {
    private final String file;
    private final Node.Mapping mapping;

    /// @param known the fields that the mapping may have
    Fields(String file, Node node, Set<String> known) throws DescriptionException {
        this.file = file;
        this.mapping = mapping(node);
        for (Node.Scalar key : mapping.entries().keySet()) {
            if (!known.contains(key.text())) {
                throw problem(
                        key,
                        "there is no key '%s' here; there are %s"
                                .formatted(key.text(), String.join(", ", known)));
            }
        }
    }

    DescriptionException problem(Node at, String problem) {
        return new DescriptionException(file, at, problem);
    }

    /// The mapping itself, for its line and column in error messages.
    Node place() {
        return mapping;
    }

    Optional<Node> node(String key) {
        return mapping.entries().entrySet().stream()
                .filter(entry -> entry.getKey().text().equals(key))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    Optional<Node.Scalar> text(String key) throws DescriptionException {
        Optional<Node> found = node(key);
        return found.isPresent() ? Optional.of(scalar(found.get(), key)) : Optional.empty();
    }

    Node.Scalar required(String key) throws DescriptionException {
        return scalar(requiredNode(key), key);
    }

    Node requiredNode(String key) throws DescriptionException {
        return node(key).orElseThrow(() -> problem(mapping, "the key '" + key + "' is missing"));
    }

    /// The items of a list, or none.
    List<Node> items(String key) throws DescriptionException {
        Optional<Node> found = node(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (found.get() instanceof Node.Items items) {
            return items.nodes();
        }
        throw problem(
                found.get(), "'%s' must be a list, not %s".formatted(key, found.get().describe()));
    }

    /// A mapping of texts to texts, or an empty one.
    Map<Node.Scalar, Node.Scalar> texts(String key) throws DescriptionException {
        Optional<Node> found = node(key);
        Map<Node.Scalar, Node.Scalar> texts = new LinkedHashMap<>();
        if (found.isPresent()) {
            for (Map.Entry<Node.Scalar, Node> entry : mapping(found.get()).entries().entrySet()) {
                texts.put(entry.getKey(), scalar(entry.getValue(), entry.getKey().text()));
            }
        }
        return texts;
    }

    Node.Mapping mapping(Node node) throws DescriptionException {
        if (node instanceof Node.Mapping found) {
            return found;
        }
        throw problem(node, "expected a mapping (key: value), not " + node.describe());
    }

    private Node.Scalar scalar(Node node, String key) throws DescriptionException {
        if (node instanceof Node.Scalar scalar) {
            if (scalar.text().isEmpty()) {
                throw problem(node, "'" + key + "' is empty");
            }
            return scalar;
        }
        throw problem(node, "'%s' must be a text, not %s".formatted(key, node.describe()));
    }
}
