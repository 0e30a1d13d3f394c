package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// WebSocket: a frame for each write, and a ping every 25 s (docs/protocol.md).
final class WebSocketModel implements TransportModel {
    private static final int PING_SECONDS = 25;

    /// The lab checks once a second whether a pong has arrived and whether a ping is due.
    private static final int CHECK_SECONDS = 2;

    @Override
    public String id() {
        return "websocket";
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
        return Duration.ofSeconds(PING_SECONDS);
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        double up = model.perDelivery(WebSocketFrames.fromClient(sizes.command()));
        double down =
                WebSocketFrames.fromServer(sizes.event())
                        + model.perDelivery(WebSocketFrames.fromServer(sizes.ok()));
        // Several events may share a frame, separated by line feeds; binary ones do not.
        double shared = down - (WebSocketFrames.fromServer(sizes.event()) - sizes.event() - 1);
        boolean shares = model.load().burstSize() > 1 && !sizes.raw();
        double usual = shares ? shared : down;
        double commands = model.perDelivery(1);
        return model.push(
                new Prediction.Traffic(
                        MessageModel.withDigits(up, up, up, commands),
                        MessageModel.withDigits(shared, usual, down, 1 + commands),
                        Interval.ZERO));
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.periodic(
                PING_SECONDS,
                PING_SECONDS + CHECK_SECONDS,
                WebSocketFrames.PONG,
                WebSocketFrames.PING,
                0);
    }
}
