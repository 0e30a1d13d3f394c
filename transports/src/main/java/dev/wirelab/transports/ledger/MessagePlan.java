package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import org.jspecify.annotations.Nullable;

/// The classes of the parts of an HTTP message, as far as its head determines them.
///
/// @param head the class of the head
/// @param content the class of the content; null if an [ExchangeReader] has to classify it when the
///   unit is complete
/// @param framing the class of the chunk lines and the trailer
/// @param unit how much is settled at a time
public record MessagePlan(
        ByteClass head, @Nullable ByteClass content, ByteClass framing, Unit unit) {
    /// How much is settled at a time.
    public enum Unit {
        /// All bytes read so far.
        PART,
        /// The whole message.
        MESSAGE,
        /// The head, and then each chunk of the body: a response that is a stream.
        CHUNK
    }

    /// A message that is settled while it is read.
    public static MessagePlan parts(ByteClass head, ByteClass content) {
        return new MessagePlan(head, content, ByteClass.FRAMING, Unit.PART);
    }

    /// A message, all of whose bytes have one class.
    public static MessagePlan all(ByteClass byteClass) {
        return new MessagePlan(byteClass, byteClass, byteClass, Unit.PART);
    }

    /// A message that is settled when it is complete.
    ///
    /// @param content null if it is classified then
    public static MessagePlan whole(ByteClass head, @Nullable ByteClass content) {
        return new MessagePlan(head, content, ByteClass.FRAMING, Unit.MESSAGE);
    }

    /// A response whose chunks are settled one by one, each when its content has been classified.
    public static MessagePlan chunks(ByteClass head) {
        return new MessagePlan(head, null, ByteClass.FRAMING, Unit.CHUNK);
    }
}
