package dev.wirelab.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class SearchTest {
    private static final Objective OBJECTIVE = Objective.parse("p99=50ms");
    private static final Search.Range RANGE = new Search.Range(10, 10_000, 1, 1, 0.05, 40);

    @Test
    void itDoublesThenHalvesUntilTheTwoAreClose() throws InterruptedException {
        Capacity capacity = search(load -> step(load, load <= 700 ? 20 : 80, 1.9, 0.5, 100));

        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
        assertThat(capacity.lowestMissed().orElseThrow()).isBetween(701.0, 740.0);
        assertThat(capacity.limit()).isEqualTo(Limit.SERVER_CPU);
        assertThat(capacity.atLeast()).isFalse();
        assertThat(capacity.history().stream().map(Step::load).limit(8))
                .containsExactly(10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 1280.0);
    }

    @Test
    void aHiccupIsRunOnceMoreAndDoesNotCount() throws InterruptedException {
        AtomicInteger at40 = new AtomicInteger();
        Capacity capacity =
                search(load ->
                        step(
                                load,
                                load > 700 || (load == 40 && at40.getAndIncrement() == 0) ? 80 : 20,
                                1.9,
                                0.5,
                                100));

        assertThat(at40).hasValue(2);
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
    }

    @Test
    void aStepThatTheLoadProgramMissedIsNoFailureOfTheLab() throws InterruptedException {
        Capacity capacity = search(load -> step(load, load <= 700 ? 20 : 80, 0.4, 0.9, 30_000));

        assertThat(capacity.limit()).isEqualTo(Limit.INJECTOR);
        assertThat(capacity.atLeast()).isTrue();
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(665.0, 700.0);
    }

    @Test
    void aLagThatTheObjectiveSurvivedIsNoMatter() throws InterruptedException {
        assertThat(Judgement.of(step(10, 49, 1, 1, 30_000), OBJECTIVE)).isEqualTo(Judgement.HELD);
    }

    @Test
    void whatTheWireLetsLieNeedsNoSearch() throws InterruptedException {
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
    void whereItHoldsAtTheMostThatIsAskedTheResultIsAnAtLeast() throws InterruptedException {
        Capacity capacity = search(load -> step(load, 20, 0.2, 0.2, 10));

        assertThat(capacity.highestHeld()).hasValue(10_000);
        assertThat(capacity.lowestMissed()).isEmpty();
        assertThat(capacity.limit()).isEqualTo(Limit.NONE);
        assertThat(capacity.atLeast()).isTrue();
    }

    @Test
    void whereItHoldsNowhereTheSearchGoesDownAndEnds() throws InterruptedException {
        Capacity capacity = search(load -> step(load, 80, 0.2, 0.2, 10));

        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.lowestMissed()).hasValue(1);
        assertThat(capacity.limit()).isEqualTo(Limit.UNKNOWN);
    }

    @Test
    void itDoesNotGoBelowTheLowestLoadThatMayBeAsked() throws InterruptedException {
        Capacity capacity =
                new Search(OBJECTIVE, RANGE.notBelow(4), load -> step(load, 80, 0.2, 0.2, 10))
                        .run();

        assertThat(capacity.highestHeld()).isEmpty();
        assertThat(capacity.lowestMissed()).hasValue(4);
        assertThat(capacity.history().stream().map(Step::load))
                .containsExactly(10.0, 10.0, 5.0, 5.0, 4.0, 4.0);
    }

    @Test
    void lostMessagesMissTheObjectiveHoweverFastTheRest() {
        Step lossy = new Step(10, 1_000, 1, 0.1, 0.1, 2, true, 10, 0, false, "");

        assertThat(Judgement.of(lossy, OBJECTIVE)).isEqualTo(Judgement.BROKEN);
    }

    @Test
    void twoProgramsThatShareTheirCoresRunOutTogether() {
        assertThat(Judgement.limit(step(10, 80, 1.0, 0.8, 10), OBJECTIVE))
                .isEqualTo(Limit.SHARED_CPU);
        assertThat(Judgement.limit(step(10, 80, 1.0, 0.8, 30_000), OBJECTIVE))
                .isEqualTo(Limit.SHARED_CPU);
    }

    @Test
    void coresThatTheLoadProgramUsesUpTooGiveAnAtLeast() throws InterruptedException {
        assertThat(search(load -> step(load, load <= 700 ? 20 : 80, 0.9, 0.9, 10)).atLeast())
                .isTrue();
    }

    @Test
    void aPublisherThatWaitsForAnswersIsTold() {
        Step late = new Step(10, 80_000, 0, 0.1, 0.1, 2, true, 10, 0, true, "");

        assertThat(Judgement.limit(late, OBJECTIVE)).isEqualTo(Limit.ANSWERS);
    }

    @Test
    void aSearchThatIsEndedKnowsWhatItHasFound() {
        Search search =
                new Search(
                        OBJECTIVE,
                        RANGE,
                        load -> {
                            if (load > 40) {
                                throw new InterruptedException("ended");
                            }
                            return step(load, 20, 0.1, 0.1, 10);
                        });

        assertThatThrownBy(search::run).isInstanceOf(InterruptedException.class);
        assertThat(search.soFar().highestHeld()).hasValue(40);
        assertThat(search.soFar().history()).hasSize(3);
    }

    @Test
    void aRunThatFailsIsAMissAndSaysSo() throws InterruptedException {
        Capacity capacity =
                search(load ->
                        load <= 100 ? step(load, 20, 1, 1, 1) : Step.failed(load, "refused"));

        assertThat(capacity.limit()).isEqualTo(Limit.FAILURE);
        assertThat(capacity.highestHeld().orElseThrow()).isBetween(95.0, 100.0);
    }

    @Test
    void itEndsAfterSoManyRuns() throws InterruptedException {
        Capacity capacity =
                new Search(
                                OBJECTIVE,
                                new Search.Range(10, 10_000, 1, 1, 0.05, 3),
                                load -> step(load, 20, 1, 1, 1))
                        .run();

        assertThat(capacity.history()).hasSize(3);
        assertThat(capacity.highestHeld()).hasValue(40);
        assertThat(capacity.atLeast()).isTrue();
    }

    @Test
    void aRangeThatIsNoneIsAMistake() {
        assertThatThrownBy(() -> new Search.Range(10, 5, 1, 1, 0.1, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RANGE.notBelow(11)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Capacity search(Search.Measurement measurement) throws InterruptedException {
        return new Search(OBJECTIVE, RANGE, measurement).run();
    }

    private static Step step(
            double load, double millis, double labCpu, double injectorCpu, double lagMicros) {
        return new Step(
                load, millis * 1000, 0, labCpu, injectorCpu, 2, true, lagMicros, 0, false, "");
    }
}
