package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// HTTP streaming: a chunk for each write, an empty line after 25 s of silence, posted commands
/// (docs/protocol.md).
final class HttpStreamModel implements TransportModel {
    private static final int HEARTBEAT_SECONDS = 25;

    /// The lab checks four times a second whether a heartbeat is due.
    private static final double CHECK_SECONDS = 0.5;

    private static final int HEARTBEAT = chunk("\n".length());

    @Override
    public String id() {
        return "http-stream";
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return Duration.ofSeconds(HEARTBEAT_SECONDS);
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
        double event = sizes.event() + "\n".length();
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
        return model.periodic(
                HEARTBEAT_SECONDS, HEARTBEAT_SECONDS + CHECK_SECONDS, 0, HEARTBEAT, 0);
    }
}
