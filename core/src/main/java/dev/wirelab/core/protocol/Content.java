package dev.wirelab.core.protocol;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The content of a message.
public sealed interface Content {
    /// A text, as [TextRules#text] accepts it.
    record Text(String text) implements Content {}

    /// Binary data, as [BinaryRules] accepts it.
    ///
    /// @param media its media type, such as `image/png`, in lower case and without parameters
    /// @param name a file name for people, or null
    /// @param data shared; must not be modified
    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes, see equals
    record Binary(String media, @Nullable String name, byte[] data) implements Content {
        /// The text that a client gets in its place if it cannot receive binary content.
        public String placeholder() {
            return "[" + media + (name == null ? "" : " " + name) + ", " + data.length + " bytes]";
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary(String itsMedia, String itsName, byte[] itsData)
                    && media.equals(itsMedia)
                    && Objects.equals(name, itsName)
                    && Arrays.equals(data, itsData);
        }

        @Override
        public int hashCode() {
            return Objects.hash(media, name, Arrays.hashCode(data));
        }

        @Override
        public String toString() {
            return placeholder();
        }
    }
}
