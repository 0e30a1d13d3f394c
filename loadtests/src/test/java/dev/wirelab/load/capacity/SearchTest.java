package dev.wirelab.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

final class SearchTest {
    private static final Objective OBJECTIVE = Objective.parse("p99=50ms");
    private static final Search.Range RANGE = new Search.Range(10, 10_000, 1, 1, 0.05, 40);

    @Test
    void itDoublesThenHalvesUntilTheTwoAreClose() {
        Capacity capacity = search(load -> step(load, load <= 700 ? 20 : 80, 1.9, 0.5, 100));

        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
        assertThat(capacity.lowestMissed().orElseThrow()).isBetween(701.0, 740.0);
        assertThat(capacity.limit()).isEqualTo(Limit.SERVER_CPU);
        assertThat(capacity.atLeast()).isFalse();
        assertThat(capacity.history().stream().map(Step::load).limit(8))
                .containsExactly(10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0);
    }

    @Test
    void aSingleMissIsRepeatedAndDoesNotCount() {
        AtomicInteger at40 = new AtomicInteger();
        Capacity capacity =
                search(load ->
                        step(
                                load,
                                load > 700 || (load == 40 && at40.getAndIncrement() == 0) ? 80 : 20,
                                1.9,
                                0.5,
                                100));

        assertThat(at40).hasValue(3);
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
    }

    @Test
    void aStepThatTheLoadGeneratorMissedIsNoFailureOfTheLab() {
        Capacity capacity = search(load -> step(load, load <= 700 ? 20 : 80, 0.4, 0.9, 30_000));

        assertThat(capacity.limit()).isEqualTo(Limit.INJECTOR);
        assertThat(capacity.atLeast()).isTrue();
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
    }

    @Test
    void aDelayWithinTheObjectiveIsNoFailure() {
        assertThat(Judgement.of(step(10, 49, 1, 1, 30_000), OBJECTIVE)).isEqualTo(Judgement.HELD);
    }

    @Test
    void aTransportWhoseOwnDelayIsTooLongNeedsNoSearch() {
        AtomicInteger runs = new AtomicInteger();
        Capacity capacity =
                search(load -> {
                    runs.incrementAndGet();
                    return new Step(load, 990_000, 0, 0.1, 0.1, 2, true, 10, 990_000, false, "");
                });

        assertThat(runs).hasValue(1);
        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.WAITING);
    }

    @Test
    void ifItHoldsAtTheLargestLoadTheResultIsALowerBound() {
        Capacity capacity = search(load -> step(load, 20, 0.2, 0.2, 10));

        assertThat(capacity.highestHeld()).hasValue(10_000);
        assertThat(capacity.lowestMissed()).isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.NONE);
        assertThat(capacity.atLeast()).isTrue();
    }

    @Test
    void ifItHoldsNowhereTheSearchGoesDownAndEnds() {
        Capacity capacity = search(load -> step(load, 80, 0.2, 0.2, 10));

        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.lowestMissed()).hasValue(1);
        assertThat(capacity.limit()).isEqualTo(Limit.UNKNOWN);
    }

    @Test
    void theSearchDoesNotGoBelowTheSmallestLoad() {
        Capacity capacity = search(RANGE.notBelow(4), load -> step(load, 80, 0.2, 0.2, 10));

        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.lowestMissed()).hasValue(4);
        assertThat(capacity.history().stream().map(Step::load))
                .containsExactly(10.0, 10.0, 5.0, 5.0, 4.0, 4.0);
    }

    @Test
    void lostMessagesMissTheObjectiveHoweverFastTheRestIs() {
        Step lossy = new Step(10, 1_000, 1, 0.1, 0.1, 2, true, 10, 0, false, "");

        assertThat(Judgement.of(lossy, OBJECTIVE)).isEqualTo(Judgement.BROKEN);
    }

    @Test
    void labAndLoadGeneratorOnTheSameCoresReachTheirLimitTogether() {
        assertThat(Judgement.limit(step(10, 80, 1.0, 0.8, 10), OBJECTIVE))
                .isEqualTo(Limit.SHARED_CPU);
        assertThat(Judgement.limit(step(10, 80, 1.0, 0.8, 30_000), OBJECTIVE))
                .isEqualTo(Limit.SHARED_CPU);
    }

    @Test
    void coresThatTheLoadGeneratorUsesUpTooGiveALowerBound() {
        assertThat(search(load -> step(load, load <= 700 ? 20 : 80, 0.9, 0.9, 10)).atLeast())
                .isTrue();
    }

    @Test
    void aPublisherThatWaitsForAnswersIsReported() {
        Step late = new Step(10, 80_000, 0, 0.1, 0.1, 2, true, 10, 0, true, "");

        assertThat(Judgement.limit(late, OBJECTIVE)).isEqualTo(Limit.ANSWERS);
    }

    @Test
    void aSearchThatIsInterruptedKeepsWhatItHasFound() {
        Search search = new Search(OBJECTIVE, RANGE);
        for (int i = 0; i < 3; i++) {
            search.enter(step(search.next().orElseThrow(), 20, 0.1, 0.1, 10));
        }

        assertThat(search.soFar().highestHeld()).hasValue(40);
        assertThat(search.soFar().confirmed()).isFalse();
        assertThat(search.soFar().history()).hasSize(3);
    }

    @Test
    void aFailedRunIsAMissWithItsReason() {
        Capacity capacity =
                search(load ->
                        load <= 100 ? step(load, 20, 1, 1, 1) : Step.failed(load, "refused"));

        assertThat(capacity.limit()).isEqualTo(Limit.FAILURE);
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(95.0, 100.0);
    }

    @Test
    void ifTheStepsRunOutBeforeALoadMissesThatIsReported() {
        Capacity capacity =
                search(
                        new Search.Range(10, 10_000, 1, 1, 0.05, 4),
                        load -> step(load, 20, 1, 1, 1));

        assertThat(loads(capacity)).containsExactly(10.0, 20.0, 40.0, 40.0);
        assertThat(capacity.highestHeld()).hasValue(40);
        assertThat(capacity.confirmed()).isTrue();
        assertThat(capacity.limit()).isEqualTo(Limit.STEPS);
        assertThat(capacity.atLeast()).isTrue();
    }

    @Test
    void aLoadThatHoldsInHalfOfTheRunsIsReportedAsSuch() {
        SplittableRandom random = new SplittableRandom(11);
        int held = 0;
        for (int i = 0; i < 2_000; i++) {
            Capacity capacity =
                    search(
                            new Search.Range(100, 100, 1, 1, 0.1, 20),
                            load ->
                                    step(
                                            load,
                                            load < 100 || random.nextBoolean() ? 20 : 80,
                                            1,
                                            1,
                                            1));
            assertThat(capacity.confirmed()).isTrue();
            held += capacity.highestHeld().orElseThrow() == 100 ? 1 : 0;
        }

        assertThat(held).isBetween(900, 1_100);
    }

    @Test
    void aLuckyRunIsNotReportedAndTheSearchContinuesBelowIt() {
        AtomicInteger lucky = new AtomicInteger();
        Capacity capacity =
                search(load ->
                        step(
                                load,
                                load <= 300 || (load == 320 && lucky.getAndIncrement() == 0)
                                        ? 20
                                        : 80,
                                1,
                                1,
                                1));

        assertThat(lucky).hasValue(3);
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(280.0, 300.0);
        assertThat(capacity.confirmed()).isTrue();
        assertThat(capacity.lowestMissed().orElseThrow()).isBetween(301.0, 320.0);
        assertThat(loads(capacity)).startsWith(10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0);
    }

    @Test
    void aMissInTheLastPermittedRunIsNotReportedAsOne() {
        Capacity capacity =
                search(
                        new Search.Range(10, 10_000, 1, 1, 0.05, 1),
                        load -> step(load, 80, 1, 0.1, 1));

        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.lowestMissed()).isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.STEPS);
    }

    @Test
    void theLastPermittedRunIsForTheReportedLoad() {
        Capacity capacity =
                search(
                        new Search.Range(10, 10_000, 1, 1, 0.05, 4),
                        load -> step(load, load <= 20 ? 20 : 80, 1, 0.1, 1));

        assertThat(loads(capacity)).containsExactly(10.0, 20.0, 40.0, 20.0);
        assertThat(capacity.highestHeld()).hasValue(20);
        assertThat(capacity.confirmed()).isTrue();
        assertThat(capacity.lowestMissed()).as("40 missed once").isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.STEPS);
    }

    @Test
    void aLoadThatHeldOnceAndThenMissedIsReportedNeitherWay() {
        AtomicInteger at20 = new AtomicInteger();
        Capacity capacity =
                search(
                        new Search.Range(10, 20, 1, 1, 0.05, 3),
                        load ->
                                step(
                                        load,
                                        load == 20 && at20.getAndIncrement() > 0 ? 80 : 20,
                                        1,
                                        0.1,
                                        1));

        assertThat(loads(capacity)).containsExactly(10.0, 20.0, 20.0);
        assertThat(capacity.highestHeld()).hasValue(10);
        assertThat(capacity.confirmed()).isFalse();
        assertThat(capacity.lowestMissed()).isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.STEPS);
    }

    @Test
    void anEmptyRangeIsAnError() {
        assertThatThrownBy(() -> new Search.Range(10, 5, 1, 1, 0.1, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RANGE.notBelow(11)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Capacity search(DoubleFunction<Step> measurement) {
        return search(RANGE, measurement);
    }

    private static Capacity search(Search.Range range, DoubleFunction<Step> measurement) {
        Search search = new Search(OBJECTIVE, range);
        for (OptionalDouble load = search.next(); load.isPresent(); load = search.next()) {
            search.enter(measurement.apply(load.getAsDouble()));
        }
        return search.soFar();
    }

    private static List<Double> loads(Capacity capacity) {
        return capacity.history().stream().map(Step::load).toList();
    }

    private static Step step(
            double load, double millis, double labCpu, double injectorCpu, double lagMicros) {
        return new Step(
                load, millis * 1000, 0, labCpu, injectorCpu, 2, true, lagMicros, 0, false, "");
    }
}
