package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// A transport whose events arrive in a response that never ends: a chunk for each write, or a DATA
/// frame over HTTP/2, a heartbeat after 25 s of silence, posted commands (docs/protocol.md).
final class ResponseStreamModel implements TransportModel {
    private static final int HEARTBEAT_SECONDS = 25;

    /// The lab checks four times a second whether a heartbeat is due.
    private static final double CHECK_SECONDS = 0.5;

    private final String id;
    private final boolean isUsual;
    private final int framingBytes;
    private final int heartbeatBytes;

    /// @param id the transport's id
    /// @param isUsual whether it is measured unless the options name others
    /// @param framing what surrounds the JSON of an event, in ASCII
    /// @param heartbeat the content of the chunk that is sent while nothing else is, in ASCII
    ResponseStreamModel(String id, boolean isUsual, String framing, String heartbeat) {
        this.id = id;
        this.isUsual = isUsual;
        this.framingBytes = framing.length();
        this.heartbeatBytes = heartbeat.length();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean isUsual() {
        return isUsual;
    }

    @Override
    public boolean speaksHttp2() {
        return true;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return Duration.ofSeconds(HEARTBEAT_SECONDS);
    }

    @Override
    public HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.posting(id, host, tokenBytes);
    }

    @Override
    public HttpHeadSizes headsOverHttp2(Timing timing) {
        return HttpHeadSizes.postingOverHttp2(id);
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        HttpHeadSizes heads = model.heads();
        double up = model.perDelivery(heads.postRequest() + sizes.command());
        double event = sizes.event() + framingBytes;
        double answer = model.perDelivery(heads.postResponse() + sizes.ok());
        double alone = heads.chunk((int) Math.round(event)) - Math.round(event) + event + answer;
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

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.periodic(
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS + CHECK_SECONDS,
                0,
                model.heads().chunk(heartbeatBytes),
                0);
    }
}
