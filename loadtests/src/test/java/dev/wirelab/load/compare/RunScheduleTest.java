package dev.wirelab.load.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.theory.TransportVariant;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RunScheduleTest {
    private static final Timing TIMING = new Timing(1_000, 25, 4_000, 9_000);
    private static final Workload FAN_OUT = new FanOut(100, 20, 64, TIMING);
    private static final Workload PRIVATE = new Private(5, 1, 64, TIMING);

    private final RowPlan tcp = row("tcp", FAN_OUT);
    private final RowPlan shortPoll = row("short-poll", FAN_OUT);
    private final RowPlan talk = row("tcp", PRIVATE);
    private final RunSchedule agenda =
            RunSchedule.of(
                    new ComparisonPlan(
                            List.of(tcp, tcp.again(), shortPoll, talk), 2, List.of(), false));

    @Test
    void rowsOfAWorkloadTakeTurnsInAlternatingDirections() {
        assertThat(agenda.items())
                .extracting(RunSchedule.Item::name)
                .containsExactly(
                        "fan-out/tcp/1",
                        "fan-out/tcp-again/1",
                        "fan-out/short-poll/1",
                        "fan-out/short-poll/2",
                        "fan-out/tcp-again/2",
                        "fan-out/tcp/2",
                        "private/tcp/1",
                        "private/tcp/2");
    }

    @Test
    void theTimeLeftIsThatOfTheRunsLeft() {
        assertThat(agenda.estimateFrom(8)).isZero();
        Duration last = agenda.estimateFrom(7);
        assertThat(last).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(agenda.estimateFrom(6)).isEqualTo(last.multipliedBy(2));
        assertThat(estimate(2))
                .as("the last messages wait for the readers' next poll")
                .isEqualTo(estimate(0).plusSeconds(1));
    }

    private static RowPlan row(String protocol, Workload workload) {
        return RowPlan.of(TransportVariant.byId(protocol).orElseThrow(), workload);
    }

    private Duration estimate(int index) {
        return agenda.items().get(index).estimate();
    }
}
