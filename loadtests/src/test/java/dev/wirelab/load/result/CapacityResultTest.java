package dev.wirelab.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.capacity.Judgement;
import dev.wirelab.load.capacity.Limit;
import dev.wirelab.load.capacity.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CapacityResultTest {
    @Test
    void aLimitOfTheLoadGeneratorIsNotReportedAsTheLabs() {
        assertThat(summary(Limit.INJECTOR))
                .isEqualTo(
                        "tcp: not known; the load generator ran out before the lab, at 1600 readers");
    }

    @Test
    void coresThatBothShareLeaveALowerBound() {
        assertThat(summary(Limit.SHARED_CPU)).contains("held at least at 800", "not at 1600");
    }

    private static String summary(Limit limit) {
        Step step = new Step(1_600, 80_000, 0, 0.33, 1.03, 2, true, 40_000, 0, false, "");
        Run run = new Run("capacity/tcp/2-readers-1600", 2, 9, null, "not kept");
        return new CapacityResult.Transport(
                        "tcp",
                        800.0,
                        1_600.0,
                        limit,
                        true,
                        true,
                        true,
                        List.of(
                                new CapacityResult.Attempt(
                                        step, Judgement.INJECTOR_BOUND, limit, run)))
                .summary(CapacityResult.By.READERS);
    }
}
