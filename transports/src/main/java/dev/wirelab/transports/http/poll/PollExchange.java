package dev.wirelab.transports.http.poll;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import org.jspecify.annotations.Nullable;

/// Classifies the bytes of a poll for the ledger. Only the response shows whether the poll was
/// empty, so it determines the classes of the request, too.
final class PollExchange implements ExchangeReader {
    private static final int OK = 200;

    private boolean isAnswered;

    @Override
    public MessagePlan request(HttpHead head) {
        return MessagePlan.whole(ByteClass.REQUEST, ByteClass.ENVELOPE);
    }

    @Override
    public MessagePlan response(HttpHead head) {
        isAnswered = head.status() == OK;
        return MessagePlan.whole(ByteClass.RESPONSE, isAnswered ? null : ByteClass.ENVELOPE);
    }

    @Override
    public boolean isRequestHeld() {
        return true;
    }

    @Override
    public void readResponse(TrafficUnit response, @Nullable TrafficUnit request) {
        boolean isEmpty = isAnswered && response.resolveAsJson();
        if (isEmpty) {
            response.resolveAll(ByteClass.EMPTY_POLL);
            if (request != null) {
                request.resolveAll(ByteClass.EMPTY_POLL);
            }
        }
    }
}
