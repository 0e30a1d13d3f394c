package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;

/// Long polling: the lab holds each poll until there is an event or its time is over.
final class LongPollModel implements TransportModel {
    @Override
    public String id() {
        return "long-poll";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public boolean hasFreshConnections() {
        return true;
    }

    @Override
    public boolean speaksHttp2() {
        return true;
    }

    @Override
    public Duration longestDelay(Timing timing) {
        return timing.pollWait();
    }

    @Override
    public DistanceModel.Way way() {
        return DistanceModel.Way.HELD_REQUEST;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return timing.pollWait();
    }

    @Override
    public HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.polling(id(), poll(timing), host, tokenBytes);
    }

    @Override
    public HttpHeadSizes headsOverHttp2(Timing timing) {
        return HttpHeadSizes.pollingOverHttp2(id(), poll(timing));
    }

    private static String poll(Timing timing) {
        return "/poll/long?after=%s&wait=%d"
                .formatted(MessageSizes.TYPICAL_CURSOR, timing.pollWaitSeconds());
    }

    @Override
    public Prediction predict(MessageModel model) {
        return model.heldRequests();
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.emptyPolls(model.load().holdMicros());
    }
}
