package dev.wirelab.load.theory;

import dev.wirelab.load.plan.Timing;
import java.time.Duration;

/// A transport of Wirelab, with the predictions for its latency and bytes. A transport has one
/// implementation, registered in [TransportModels].
public interface TransportModel extends TransportTraits {
    /// Whether the transport is measured unless the options name others.
    default boolean isUsual() {
        return false;
    }

    /// How often something happens on an idle connection, such as a ping; zero: nothing happens.
    Duration idlePeriod(Timing timing);

    /// Sizes of the HTTP/1.1 heads of readers and publishers.
    ///
    /// @param host the value of the field `host`
    /// @param tokenBytes the size of a session's token
    default HttpHeadSizes heads(Timing timing, String host, double tokenBytes) {
        return HttpHeadSizes.NONE;
    }

    /// The same over HTTP/2.
    default HttpHeadSizes headsOverHttp2(Timing timing) {
        return HttpHeadSizes.NONE;
    }

    /// Whether binary content is sent as it is, and not in base64.
    default boolean carriesBytes() {
        return false;
    }

    /// How a message gets from the lab to a reader, which determines the cost of distance.
    default DistanceModel.Way way() {
        return pollsAtIntervals() ? DistanceModel.Way.SCHEDULED_REQUEST : DistanceModel.Way.PUSH;
    }

    /// Predicts a workload in which messages are published.
    Prediction predict(MessageModel model);

    /// Predicts the traffic of an idle connection per second.
    Prediction.Traffic predictIdle(IdleModel model);
}
