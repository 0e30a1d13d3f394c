package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// Lines over TCP: a line feed after each event and command, and nothing on an idle connection.
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
    public Duration idlePeriod(Timing timing) {
        return Duration.ZERO;
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        double up = model.perDelivery(sizes.command() + LINE_FEED);
        double down = sizes.event() + LINE_FEED + model.perDelivery(sizes.ok() + LINE_FEED);
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
