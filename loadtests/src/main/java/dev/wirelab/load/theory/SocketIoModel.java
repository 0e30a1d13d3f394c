package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.stats.Interval;
import java.time.Duration;

/// Socket.IO on a WebSocket: a frame for each event, whose cursor follows it, and a ping 25 s after
/// the last pong (docs/protocol.md).
final class SocketIoModel implements TransportModel {
    private static final int PING_SECONDS = 25;

    /// The lab checks once a second whether a ping is due.
    private static final int CHECK_SECONDS = 2;

    /// What surrounds the JSON of a message.
    private static final int EVENT =
            ("42[\"message\",,\"" + MessageSizes.TYPICAL_CURSOR + "\"]").length();

    private static final int OK = "42[\"ok\",]".length();

    /// What surrounds the JSON of a command, whose type is the name of the event instead.
    private static final int COMMAND = "42[\"say\",]".length() - "\"type\":\"say\",".length();

    /// The packets `2` and `3`.
    private static final int HEARTBEAT = 1;

    @Override
    public String id() {
        return "socket.io";
    }

    @Override
    public Duration idlePeriod(Timing timing) {
        return Duration.ofSeconds(PING_SECONDS);
    }

    @Override
    public Prediction predict(MessageModel model) {
        MessageSizes sizes = model.sizes();
        double up = model.perDelivery(WebSocketFrames.fromClient(sizes.command() + COMMAND));
        double down =
                WebSocketFrames.fromServer(sizes.event() + EVENT)
                        + model.perDelivery(WebSocketFrames.fromServer(sizes.ok() + OK));
        double commands = model.perDelivery(1);
        return model.push(
                new Prediction.Traffic(
                        MessageModel.withDigits(up, up, up, commands),
                        MessageModel.withDigits(down, down, down, 2 + commands),
                        Interval.ZERO));
    }

    @Override
    public Prediction.Traffic predictIdle(IdleModel model) {
        return model.periodic(
                PING_SECONDS,
                PING_SECONDS + CHECK_SECONDS,
                WebSocketFrames.fromClient(HEARTBEAT),
                WebSocketFrames.fromServer(HEARTBEAT),
                0);
    }
}
