package dev.wirelab.load.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.measure.Target;
import dev.wirelab.load.result.RunFiles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WorkloadTest {
    private static final Timing TIMING = new Timing(1_000, 25, 2_000, 10_000);
    private static final FanOut FAN_OUT = new FanOut(10, 20, 64, TIMING);
    private static final Private PRIVATE = new Private(5, 2, 64, TIMING);
    private static final Idle IDLE = new Idle(7, 64, TIMING);
    private static final Burst BURST = new Burst(10, 4, 3, 5_000, 64, TIMING);
    private static final Churn CHURN = new Churn(10, 20, 2, 1_000, 64, TIMING);
    private static final Mixed MIXED = new Mixed(List.of(1, 4, 15), 10, 3, 1, 64, TIMING);

    static List<Workload> all() {
        return List.of(FAN_OUT, PRIVATE, IDLE, BURST, CHURN, MIXED);
    }

    @Test
    void everyIdIsThat() {
        assertThat(all()).extracting(Workload::id).containsExactlyElementsOf(Workload.IDS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void crossesToItsProcessAsJson(Workload workload) throws JsonProcessingException {
        RunSpec spec =
                new RunSpec(
                        "1a2b3c4d",
                        "tcp",
                        new Target("http://h:1", Map.of("tcp", new Target.Endpoint("h", 2))),
                        7L,
                        workload);
        String json = RunFiles.json().writeValueAsString(spec);
        assertThat(RunFiles.json().readValue(json, RunSpec.class)).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("all")
    void noTwoSessionsHaveOneName(Workload workload) {
        Population cast = workload.population("1a2b3c4d");
        HashSet<String> names = new HashSet<>();
        for (int i = 0; i < cast.readers().size(); i++) {
            names.add(Population.readerName("1a2b3c4d", i));
        }
        cast.streams().forEach(stream -> names.add(stream.publisher()));
        assertThat(names)
                .hasSize(cast.users())
                .allMatch(name -> name.length() <= 32, "as long as a name may be");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyReaderReceivesSomethingAndIsInItsGroup(Workload workload) {
        Population cast = workload.population("1a2b3c4d");
        HashSet<Integer> due = new HashSet<>();
        for (MessageStream stream : cast.streams()) {
            for (int reader : stream.readers()) {
                due.add(reader);
                Optional<Address.Group> group = cast.readers().get(reader).group();
                if (stream.to() instanceof Address.Group to) {
                    assertThat(group).contains(to);
                } else {
                    assertThat(stream.to().name())
                            .isEqualTo(Population.readerName("1a2b3c4d", reader));
                }
            }
        }
        assertThat(due).hasSize(cast.readers().size());
    }

    @Test
    void theDueMessagesAreCounted() {
        assertThat(FAN_OUT.population("r").expected()).isEqualTo(200L * 10);
        assertThat(PRIVATE.population("r").expected())
                .as("questions and answers")
                .isEqualTo(5L * 20 * 2);
        assertThat(IDLE.population("r").expected()).as("one roll call").isEqualTo(7);
        assertThat(BURST.population("r").expected()).as("two bursts").isEqualTo(2L * 4 * 3 * 10);
        assertThat(CHURN.population("r").expected()).isEqualTo(200L * 10);
        assertThat(MIXED.population("r").expected()).isEqualTo(100L * 20 + 3 * 10 * 2);
    }

    @Test
    void requestsAndPollsOfPairsAreNotSynchronized() {
        Population cast = new Private(100, 1, 64, TIMING).population("r");
        double[] questionWaits = new double[100];
        double[] answerWaits = new double[100];
        for (int pair = 0; pair < 100; pair++) {
            double asking = cast.readers().get(2 * pair).pollPhase();
            double asked = cast.readers().get(2 * pair + 1).pollPhase();
            questionWaits[pair] = (asked - cast.streams().get(2 * pair).phase() + 1) % 1;
            answerWaits[pair] = (asking - asked + 1) % 1;
        }
        for (double[] waits : List.of(questionWaits, answerWaits)) {
            Arrays.sort(waits);
            for (int i = 0; i < waits.length; i++) {
                assertThat(waits[i]).as("uniform").isCloseTo(i / 100.0, within(0.06));
            }
        }
    }

    @Test
    void cutsAreWithinTheMeasuredTime() {
        assertThat(CHURN.cutsMillis()).containsExactly(2_000L, 6_000L);
    }
}
