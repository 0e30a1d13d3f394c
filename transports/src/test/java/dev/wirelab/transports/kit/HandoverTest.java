package dev.wirelab.transports.kit;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Changing the transport in mid-stream: what one began another finishes.
@Timeout(60)
final class HandoverTest {
    private static final int MESSAGES = 1_000;
    private static final int CUT = 300;

    @RegisterExtension static final Stage STAGE = new Stage(KitTransport.TCP);

    /// All ordered pairs of two different transports.
    static Stream<Arguments> pairs() {
        return Arrays.stream(KitTransport.values())
                .flatMap(from ->
                        Arrays.stream(KitTransport.values())
                                .filter(to -> to != from)
                                .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @MethodSource("pairs")
    @Rule({"E4", "E5", "S11"})
    void whatIsCutOnOneTransportIsFinishedOnAnotherWithEveryMessageOnceInOrder(
            KitTransport from, KitTransport to) {
        Scene scene = STAGE.scene();
        TransportClient writer = scene.enter("writer", KitTransport.TCP);
        TransportClient reader = scene.enter("reader", from);
        String group = scene.group("handover");
        writer.join(group);
        reader.join(group);
        reader.sees("joined", reader);
        say(writer, group, 0, MESSAGES / 2);
        for (int i = 0; i < CUT; i++) {
            reader.hears("n" + i);
        }
        say(writer, group, MESSAGES / 2, MESSAGES);
        reader.cut();
        TransportClient other = scene.connect(to, new Entry(reader.session(), reader.cursor()));
        for (int i = CUT; i < MESSAGES; i++) {
            other.hears("n" + i);
        }
        writer.say(group, "the fence");
        other.hears("the fence");
    }

    private static void say(TransportClient writer, String group, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.send(Json.say(group, "n" + i));
        }
    }
}
