package dev.wirelab.transports.http.poll;

import dev.wirelab.core.meter.ByteClass;
import dev.wirelab.transports.ledger.ExchangeReader;
import dev.wirelab.transports.ledger.HttpHead;
import dev.wirelab.transports.ledger.MessagePlan;
import dev.wirelab.transports.ledger.TrafficUnit;
import org.jspecify.annotations.Nullable;

/// A poll as the ledger sees it. Whether it was empty shows in its answer, which decides what its
/// request was, too.
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
