package dev.wirelab.load.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/// What is asked of a transport; the transport itself is a parameter of the run. In JSON the member
/// `workload` holds the id.
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

    /// Its name in commands, files and reports.
    String id();

    /// Its folder among the results: the id, with what tells it from others of that id.
    default String folder() {
        return id();
    }

    /// What every workload is told of time.
    Timing timing();

    /// The size of each text in bytes.
    int textBytes();

    /// Who takes part.
    ///
    /// @param runId names the run in user names and groups
    Cast cast(String runId);

    /// What is asked, in a sentence for a person.
    String sentence();

    /// Whether nothing is said while it is measured: the measured messages come after, to see that
    /// everyone is still there.
    default boolean isQuiet() {
        return false;
    }

    /// Whether messages come evenly all the time, so that any part of it is like another.
    default boolean isSteady() {
        return false;
    }

    /// When readers lose their connections, in milliseconds after measuring began.
    default List<Long> cutsMillis() {
        return List.of();
    }

    /// How long they stay away then, in milliseconds.
    default long awayMillis() {
        return 0;
    }
}
