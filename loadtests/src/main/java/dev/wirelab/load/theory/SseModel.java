package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// Server-Sent Events: a chunk for each write, a comment after 25 s of silence, posted commands
/// (docs/protocol.md).
final class SseModel implements TransportModel {
    private static final int COMMENT_SECONDS = 25;

    /// The lab checks four times a second whether a comment is due.
    private static final double CHECK_SECONDS = 0.5;

    private static final int COMMENT = chunk(":\n\n".length());

    /// What surrounds the JSON of an event with a cursor.
    private static final int FIELDS =
            ("id: " + MessageSizes.TYPICAL_CURSOR + "\ndata: \n\n").length();

    @Override
    public String id() {
        return "sse";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return Duration.ofSeconds(COMMENT_SECONDS);
    }

    @Override
    public HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.posting(id(), host, tokenBytes);
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        HttpHeadSizes heads = model.heads();
        double up = model.perDelivery(heads.postRequest() + sizes.command());
        double event = sizes.event() + FIELDS;
        double answer = model.perDelivery(heads.postResponse() + sizes.ok());
        double alone = chunk((int) Math.round(event)) - Math.round(event) + event + answer;
        // Several events may share a chunk.
        double shared = event + answer;
        double usual = model.load().burstSize() > 1 ? shared : alone;
        double requests = model.perDelivery(1);
        return model.push(
                new Prediction.Traffic(
                        MessageModel.withDigits(up, up, up, requests),
                        MessageModel.withDigits(shared, usual, alone, 2 + requests),
                        new Interval(requests, requests, requests)));
    }

    /// The size of a chunk (RFC 9112 §7.1).
    private static int chunk(int content) {
        return Integer.toHexString(content).length() + content + 2 * "\r\n".length();
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.periodic(COMMENT_SECONDS, COMMENT_SECONDS + CHECK_SECONDS, 0, COMMENT, 0);
    }
}
