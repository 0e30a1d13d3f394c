package dev.wirelab.load.server;

import java.util.List;
import java.util.Map;

/// A value of a YAML file with its line and column, counted from 1.
sealed interface Node {
    int line();

    int column();

    /// A text, number or other scalar as it is written.
    record Scalar(String text, int line, int column) implements Node {}

    /// A sequence.
    record Items(List<Node> nodes, int line, int column) implements Node {}

    /// A mapping in the order of the file.
    ///
    /// @param entries the key is a scalar with its own line and column
    record Mapping(Map<Scalar, Node> entries, int line, int column) implements Node {}

    /// The kind of value, for error messages.
    default String describe() {
        return switch (this) {
            case Scalar _ -> "a text";
            case Items _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }
}
