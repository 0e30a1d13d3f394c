package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import org.jspecify.annotations.Nullable;

/// Says what the bytes of one HTTP exchange are: a request and its response. Used by one thread at
/// a time.
///
/// Each route that means something to the ledger brings a [Classifier]; an exchange that none of
/// them knows is `request`, `response` and `envelope`.
public interface ExchangeReader {
    /// Recognises the exchanges of some routes.
    @FunctionalInterface
    interface Classifier {
        /// Begins an exchange.
        ///
        /// @return a reader for this exchange; null if it belongs to another route
        @Nullable ExchangeReader begin(HttpHead request);
    }

    /// An exchange whose classes are known by the heads.
    ///
    /// @param request of the request
    /// @param response of the response
    record Plain(MessagePlan request, MessagePlan response) implements ExchangeReader {
        /// An exchange that belongs to no transport.
        static final Plain OTHER =
                new Plain(
                        MessagePlan.parts(ByteClass.REQUEST, ByteClass.ENVELOPE),
                        MessagePlan.parts(ByteClass.RESPONSE, ByteClass.ENVELOPE));

        /// A log-in or a log-out.
        public static final Plain HANDSHAKE =
                new Plain(
                        MessagePlan.all(ByteClass.HANDSHAKE), MessagePlan.all(ByteClass.HANDSHAKE));

        @Override
        public MessagePlan request(HttpHead head) {
            return request;
        }

        @Override
        public MessagePlan response(HttpHead head) {
            return response;
        }
    }

    /// The classes of the request.
    MessagePlan request(HttpHead head);

    /// The classes of the final response.
    MessagePlan response(HttpHead head);

    /// Whether the request is settled only when its response is, since the response decides what it
    /// was.
    default boolean isRequestHeld() {
        return false;
    }

    /// The request is complete: resolves its content, if the plan left it open.
    default void readRequest(TrafficUnit request) {}

    /// The response, or one chunk of it, is complete: resolves its content, if the plan left it
    /// open.
    ///
    /// @param request the request, if it is held
    default void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {}

    /// What reads the connection after a response of 101; null if the request asks for no other
    /// protocol. Until the response, what follows the request is not read.
    default StreamReader.@Nullable Factory upgrade() {
        return null;
    }
}
