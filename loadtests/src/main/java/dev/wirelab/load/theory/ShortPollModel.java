package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;

/// Short polling: readers ask at the workload's poll interval.
final class ShortPollModel implements TransportModel {
    private static final String POLL = "/poll/short?after=" + MessageSizes.TYPICAL_CURSOR;

    @Override
    public String id() {
        return "short-poll";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public boolean pollsAtIntervals() {
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
    public boolean comparesFreshConnections() {
        return true;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return timing.pollInterval();
    }

    @Override
    public HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.polling(id(), POLL, host, tokenBytes);
    }

    @Override
    public HttpHeadSizes headsOverHttp2(Timing timing) {
        return HttpHeadSizes.pollingOverHttp2(id(), POLL);
    }

    @Override
    public Prediction predict(MessageModel model) {
        return model.scheduledPolls();
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.emptyPolls(model.load().intervalMicros());
    }
}
