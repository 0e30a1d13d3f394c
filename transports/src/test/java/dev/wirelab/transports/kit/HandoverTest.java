package dev.wirelab.transports.kit;

import java.util.Arrays;
import java.util.stream.IntStream;
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

    /// Each transport, and the next one of the list.
    static Stream<Arguments> neighbours() {
        KitTransport[] all = KitTransport.values();
        return IntStream.range(0, all.length)
                .mapToObj(i -> Arguments.of(all[i], all[(i + 1) % all.length]));
    }

    @ParameterizedTest(name = "between {0} and {1}")
    @MethodSource("neighbours")
    @Rule({"B5", "B6", "E5"})
    void aSessionGoesFromOneVersionToTheOtherAndBack(KitTransport modern, KitTransport old) {
        Scene scene = STAGE.scene();
        TransportClient writer =
                scene.connect(modern, new Entry(scene.session("writer"), null).in(2));
        Session session = scene.session("reader");
        TransportClient reader = scene.connect(modern, new Entry(session, null).in(2));
        String to = "@" + session.user();
        for (int i = 1; i <= 9; i++) {
            writer.done(BinaryContentRules.picture(to, BinaryContentRules.bytes(1_000 * i)));
            writer.say(to, "n" + i);
        }
        for (int i = 1; i <= 9; i++) {
            boolean isOld = i >= 4 && i <= 6;
            if (i == 4 || i == 7) {
                Entry entry = new Entry(session, reader.cursor());
                reader.cut();
                reader = isOld ? scene.connect(old, entry) : scene.connect(modern, entry.in(2));
            }
            if (isOld) {
                reader.hears("[image/png cat.png, " + i + "000 bytes]");
            } else {
                BinaryContentRules.assertPicture(
                        reader.next(), BinaryContentRules.bytes(1_000 * i));
            }
            reader.hears("n" + i);
        }
    }

    private static void say(TransportClient writer, String group, int from, int to) {
        for (int i = from; i < to; i++) {
            writer.send(Json.say(group, "n" + i));
        }
    }
}
