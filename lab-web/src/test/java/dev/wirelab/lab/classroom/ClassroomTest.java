package dev.wirelab.lab.classroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.chat.Chat;
import dev.wirelab.core.chat.ChatOptions;
import dev.wirelab.core.delivery.Session;
import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A class with three places in a real chat.
@Timeout(30)
class ClassroomTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chat chat = new Chat(ChatOptions.DEFAULTS, InstantSource.system());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Classroom room =
            new Classroom(
                    chat,
                    InstantSource.system(),
                    timer,
                    List.of("one", "two", "three", "four", "five"),
                    3);
    private final Session ann = logIn("ann");

    @AfterEach
    void close() {
        room.close();
        chat.close();
        timer.shutdownNow();
    }

    private Session logIn(String user) {
        return Chat.await(chat.logIn(user, null));
    }

    private JsonNode wall() {
        return JSON.valueToTree(room.snapshot());
    }

    private static ErrorCode code(ThrowingCallable refused) {
        return catchThrowableOfType(Refusal.class, refused).code();
    }

    @Test
    void aFullClassTakesNobodyUntilAPupilLeaves() {
        room.join(ann, null);
        room.join(logIn("bob"), null);
        room.join(logIn("cid"), null);
        Session dan = logIn("dan");
        assertThat(code(() -> room.join(dan, null))).isEqualTo(ErrorCode.TOO_MANY);
        assertThat(room.join(ann, "five")).as("who is there stays").isEqualTo("five");
        room.remove("bob");
        assertThat(code(() -> room.remove("bob"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(room.join(dan, null)).isEqualTo("one");
        assertThat(wall().path("pupils").findValuesAsText("user"))
                .containsExactly("ann", "cid", "dan");
    }

    @Test
    void theFirstFourTransportsAreAssignedEvenlyAndAnyCanBeChosen() {
        assertThat(room.join(ann, null)).isEqualTo("one");
        assertThat(room.join(logIn("bob"), null)).isEqualTo("two");
        assertThat(room.join(logIn("cid"), "five")).isEqualTo("five");
        assertThat(code(() -> room.join(ann, "six"))).isEqualTo(ErrorCode.BAD_REQUEST);
        room.move("five");
        assertThat(wall().path("pupils").findValuesAsText("transport"))
                .containsExactly("five", "five", "five");
        room.move(null);
        assertThat(wall().path("pupils").findValuesAsText("transport"))
                .containsExactly("one", "two", "three");
        assertThat(room.join(ann, null)).isEqualTo("one");
        assertThat(code(() -> room.move("six"))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void onlyTheCurrentRoundIsKeptAndNothingThatCannotBe() {
        room.join(ann, null);
        double before = room.now();
        int first = room.publish("hello", 2);
        room.report(
                ann,
                first,
                1.5,
                List.of(
                        new Arrival(0, before + 20),
                        new Arrival(1, Double.NaN),
                        new Arrival(2, before + 20),
                        new Arrival(1, 1e300)));
        JsonNode row = wall().path("pupils").get(0);
        assertThat(row.path("error").asDouble()).isEqualTo(1.5);
        assertThat(row.path("delays")).hasSize(1);
        assertThat(row.path("delays").get(0).asDouble()).isLessThanOrEqualTo(20);
        int second = room.publish("again", 1);
        assertThat(wall().path("round").path("number").asInt())
                .isEqualTo(second)
                .isEqualTo(first + 1);
        assertThat(wall().path("pupils").get(0).path("delays")).isEmpty();
        room.report(ann, first, 2, List.of(new Arrival(0, before + 20)));
        assertThat(wall().path("pupils").get(0).path("delays")).isEmpty();
    }

    @Test
    void theDelayOfACutBeginsAtItsEnd() {
        room.join(ann, null);
        double begin = room.now();
        int number = room.cut("hello");
        room.report(ann, number, 0, List.of(new Arrival(0, begin + 7000)));
        assertThat(wall().path("round").path("kind").asText()).isEqualTo("cut");
        assertThat(wall().path("pupils").get(0).path("delays").get(0).asDouble())
                .isBetween(1000.0, 2000.0);
    }

    @Test
    void whoIsNotInTheClassIsNotHeard() {
        assertThat(code(() -> room.report(ann, 0, 0, List.of()))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(() -> room.transportOf(ann))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void theTeacherHasANameThatNobodyElseCanHave() {
        String name = room.teacher();
        assertThat(name).isEqualTo("teacher");
        assertThat(code(() -> logIn("TEACHER"))).isEqualTo(ErrorCode.NAME_TAKEN);
        try (Classroom other =
                new Classroom(chat, InstantSource.system(), timer, List.of("one"), 1)) {
            assertThat(other.teacher()).startsWith("teacher-");
        }
    }
}
