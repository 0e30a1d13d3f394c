package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;

/// Short polling: readers ask at the workload's poll interval.
final class ShortPollModel implements TransportModel {
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
    public boolean comparesFreshConnections() {
        return true;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return timing.pollInterval();
    }

    @Override
    public HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        String poll = "/poll/short?after=" + MessageSizes.TYPICAL_CURSOR;
        return HttpHeadSizes.polling(id(), poll, host, tokenBytes);
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
