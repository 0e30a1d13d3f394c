package dev.wirelab.core.protocol;

/// The content of a message. Text is the only kind so far; another kind, such as binary data,
/// becomes another record here, and every `switch` over the kinds then has to handle it.
public sealed interface Content {
    /// A text, as [TextRules#text] accepts it.
    record Text(String text) implements Content {}
}
