package dev.wirelab.load.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.crossover.Cost;
import dev.wirelab.load.crossover.Half;
import dev.wirelab.load.crossover.NoFit;
import dev.wirelab.load.crossover.Place;
import dev.wirelab.load.measure.MeterReadings;
import dev.wirelab.load.table.ResultTables;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CrossoverResultTest {
    private static final MeterReadings STILL =
            new MeterReadings(
                    5_000_000_000L, 2_500, 150_000, 25, 3, 0, 100, 1000, 0, 9, null, 1000);

    @Test
    void aClockThatDidNotMoveIsNotLeftOut() {
        assertThat(measured(STILL).point().costs()).containsEntry(Cost.CPU, 0.0);
        assertThat(measured(Results.METERS).point().costs()).containsEntry(Cost.CPU, 20.0);
        assertThat(measured(null).point().costs()).doesNotContainKey(Cost.CPU);
    }

    @Test
    void eachTransportAndCostThatCouldNotBeFittedIsReported() {
        CrossoverResult crossover = CrossoverResult.of(List.of(measured(STILL)));

        assertThat(crossover.fits()).isEmpty();
        assertThat(crossover.noFits()).extracting(NoFit::cost).containsExactly(Cost.values());
        assertThat(crossover.noFits())
                .extracting(NoFit::why)
                .contains("the meter did not move at 1 of 1 points");
    }

    @Test
    void aSweepOfAnEarlierVersionCanBeRead() throws IOException {
        String old =
                """
                { "points": [ { "id": "tcp",
                                "place": { "rate": 2, "readers": 10, "textBytes": 64, "pollSeconds": 0 },
                                "run": { "folder": "crossover/x", "repeat": 1, "seconds": 9, "result": null, "failure": "" } } ],
                  "fits": [ { "transport": "tcp", "cost": "BYTES", "coefficients": [ 1, 1, 0, 0, 0 ],
                              "medianError": 0.1, "worstError": 0.2, "fitted": 6, "checked": 6 } ] }\
                """;

        CrossoverResult read = RunFiles.json().readValue(old, CrossoverResult.class);
        assertThat(read.fits().getFirst().worstError()).isEqualTo(0.2);
        assertThat(read.noFits()).isEmpty();
        assertThat(ResultTables.points(read).rows().getFirst()).contains("tcp", "-");
    }

    private static CrossoverResult.Measured measured(@Nullable MeterReadings meters) {
        return new CrossoverResult.Measured(
                "tcp",
                new Place(20, 10, 64, 0),
                Half.FITTED,
                new Run("crossover/x", 1, 9, Results.run(Results.PERFECT, meters, 1, 1), null));
    }
}
