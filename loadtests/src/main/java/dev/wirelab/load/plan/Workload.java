package dev.wirelab.load.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// A workload, independent of the transport. In JSON the member `workload` holds the id.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "workload")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FanOut.class, name = FanOut.ID),
    @JsonSubTypes.Type(value = Private.class, name = Private.ID),
    @JsonSubTypes.Type(value = Idle.class, name = Idle.ID),
    @JsonSubTypes.Type(value = Burst.class, name = Burst.ID),
    @JsonSubTypes.Type(value = Churn.class, name = Churn.ID),
    @JsonSubTypes.Type(value = Mixed.class, name = Mixed.ID)
})
public sealed interface Workload permits FanOut, Private, Idle, Burst, Churn, Mixed {
    /// The ids of all.
    List<String> IDS = List.of(FanOut.ID, Private.ID, Idle.ID, Burst.ID, Churn.ID, Mixed.ID);

    /// Its id in commands, files and reports.
    default String id() {
        return switch (this) {
            case FanOut _ -> FanOut.ID;
            case Private _ -> Private.ID;
            case Idle _ -> Idle.ID;
            case Burst _ -> Burst.ID;
            case Churn _ -> Churn.ID;
            case Mixed _ -> Mixed.ID;
        };
    }

    /// The name of its folder in the results: the id, with a suffix if there can be several
    /// workloads of that id.
    default String folder() {
        return id();
    }

    /// Its durations.
    Timing timing();

    /// The same with other durations.
    default Workload timed(Timing timing) {
        return with(textBytes(), binary(), timing);
    }

    /// The same with other messages and durations.
    default Workload with(int bytes, boolean binary, Timing timing) {
        return switch (this) {
            case FanOut(int readers, double rate, _, _, _) ->
                    new FanOut(readers, rate, bytes, binary, timing);
            case Private(int pairs, double rate, _, _, _) ->
                    new Private(pairs, rate, bytes, binary, timing);
            case Idle(int readers, _, _, _) -> new Idle(readers, bytes, binary, timing);
            case Burst(int readers, int speakers, int each, long every, _, _, _) ->
                    new Burst(readers, speakers, each, every, bytes, binary, timing);
            case Churn(int readers, double rate, int storms, long away, _, _, _) ->
                    new Churn(readers, rate, storms, away, bytes, binary, timing);
            case Mixed(var groups, double rate, int pairs, double pairRate, _, _, _) ->
                    new Mixed(groups, rate, pairs, pairRate, bytes, binary, timing);
        };
    }

    /// The size of each text, or of binary content, in bytes.
    int textBytes();

    /// Whether the messages are binary content instead of texts.
    boolean binary();

    /// The size of each message in words.
    default String size() {
        return textBytes() + (binary() ? " binary bytes" : " bytes");
    }

    /// The sessions and message streams.
    ///
    /// @param runId identifies the run in user names and group names
    Population population(String runId);

    /// A description in one sentence.
    String sentence();

    /// Whether nothing is published while it is measured; the measured messages follow and check
    /// the connections.
    default boolean isQuiet() {
        return false;
    }

    /// Whether messages are published at a constant rate.
    default boolean isSteady() {
        return false;
    }

    /// When readers lose their connections, in milliseconds from the start of the measurement.
    default List<Long> cutsMillis() {
        return List.of();
    }

    /// How long they stay disconnected then, in milliseconds.
    default long awayMillis() {
        return 0;
    }
}
