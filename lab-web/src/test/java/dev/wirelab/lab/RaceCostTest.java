package dev.wirelab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/// Cost of the race in the browser at 50 messages/s: CPU milliseconds of the main thread per frame,
/// which depend little on the load of the machine, and memory.
///
/// 60 frames per second leave 16.7 ms for each. Without a graphics card the main thread paints
/// every pixel. On two cores it was 9 ms at 60 frames.
@Timeout(120)
@Tag("slow")
@Isolated
class RaceCostTest {
    private static final Path FIVE_MINUTES = Path.of("src/test/browser/five-minutes.js");

    /// What a frame may take of the main thread, all that happens between two frames included.
    private static final double MOST_MILLIS = 16;

    /// Bytes by which the heap may grow once everything that is kept is full.
    private static final double MOST_GROWTH = 3e6;

    @RegisterExtension private final Visit visit = new Visit();
    @AutoClose private final SiteLab lab = new SiteLab();

    @Test
    void aFrameCostsTheMainThreadLittle() {
        RacePerson race = openAt50ASecond();
        race.runFor(10);
        double before = race.page().mainThreadSeconds();
        long framesBefore = race.frames();
        double seconds = race.runFor(8);
        long frames = race.frames() - framesBefore;
        double busy = race.page().mainThreadSeconds() - before;
        System.err.printf(
                "race: %.1f frames a second, %.1f ms of the main thread a frame, %.0f %% of it busy%n",
                frames / seconds, busy / frames * 1e3, busy / seconds * 100);
        assertThat(busy / frames * 1e3).as("milliseconds a frame").isLessThan(MOST_MILLIS);
        assertThat(frames).isPositive();
    }

    @Test
    void fiveSimulatedMinutesDoNotGrow() throws Exception {
        PagePerson page = visit.person(lab.origin());
        new RacePerson(page).open("?by=person").awaitWires();
        assertThat(page.browser().executeAsyncScript(Files.readString(FIVE_MINUTES)))
                .isEqualTo("ready");
        List<Double> heaps = new ArrayList<>();
        List<String> nodes = new ArrayList<>();
        for (int minute = 1; minute <= 5; minute++) {
            Map<?, ?> passed =
                    (Map<?, ?>)
                            Objects.requireNonNull(
                                    page.browser()
                                            .executeAsyncScript("oneMinute().then(arguments[0])"));
            assertThat(passed.get("messages")).isEqualTo(minute * 3_000L);
            heaps.add(page.heap());
            nodes.add(String.valueOf(passed.get("nodes")));
        }
        System.err.printf("race: heap after each of five minutes %s, %s nodes%n", heaps, nodes);
        assertThat(heaps.getLast() - heaps.get(1))
                .as("bytes in three minutes")
                .isLessThan(MOST_GROWTH);
        assertThat(nodes.getLast()).isEqualTo(nodes.get(1));
    }

    private RacePerson openAt50ASecond() {
        RacePerson race = new RacePerson(visit.person(lab.origin())).open("?rate=50");
        race.page().browser().manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
        race.awaitFinish();
        return race;
    }
}
