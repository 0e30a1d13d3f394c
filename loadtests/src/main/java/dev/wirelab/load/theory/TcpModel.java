package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// Lines over TCP: a line feed after the JSON of each event and command, and nothing on an idle
/// connection.
final class TcpModel implements TransportModel {
    private static final int LINE_FEED = 1;

    @Override
    public String id() {
        return "tcp";
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public boolean carriesBytes() {
        return true;
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return Duration.ZERO;
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        // The line feed of raw content is between the line and the bytes.
        int end = sizes.raw() ? 0 : LINE_FEED;
        double up = model.perDelivery(sizes.command() + end);
        double down = sizes.event() + end + model.perDelivery(sizes.ok() + LINE_FEED);
        double commands = model.perDelivery(1);
        return model.push(
                new Prediction.Traffic(
                        MessageModel.withDigits(up, up, up, commands),
                        MessageModel.withDigits(down, down, down, 1 + commands),
                        Interval.ZERO));
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return Prediction.Traffic.NONE;
    }
}
