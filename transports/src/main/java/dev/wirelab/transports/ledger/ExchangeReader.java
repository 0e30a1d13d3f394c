package dev.wirelab.transports.ledger;

import dev.wirelab.core.meter.ByteClass;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of one HTTP exchange, that is, of a request and its response. Used by one
/// thread at a time.
///
/// Each route whose bytes need other classes provides a [Classifier]. The bytes of an exchange that
/// no classifier recognises are `request`, `response` and `envelope`.
public interface ExchangeReader {
    /// Recognises the exchanges of some routes.
    @FunctionalInterface
    interface Classifier {
        /// Begins an exchange.
        ///
        /// @return a reader for this exchange; null if it belongs to another route
        @Nullable ExchangeReader begin(HttpHead request);
    }

    /// An exchange whose classes follow from its heads alone.
    ///
    /// @param request the classes of the request
    /// @param response the classes of the response
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

    /// Whether the request is settled only with its response, since its class depends on the
    /// response: a poll is empty if its response is.
    default boolean isRequestHeld() {
        return false;
    }

    /// Called when the request is complete: classifies its content if the plan has no class for it.
    default void readRequest(TrafficUnit request) {}

    /// Called when the response or one chunk of it is complete: classifies its content if the plan
    /// has no class for it.
    ///
    /// @param request the request, if it is held
    default void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {}

    /// Makes the readers of the connection after a 101 response; null if the request does not ask
    /// for an upgrade. If it does, bytes after the request are held until the response.
    default StreamReader.@Nullable Factory upgrade() {
        return null;
    }
}
