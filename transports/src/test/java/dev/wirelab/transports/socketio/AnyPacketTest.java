package dev.wirelab.transports.socketio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.wirelab.core.protocol.Refusal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for any packets of a client of Socket.IO. The profile `fuzz` looks for packets for
/// which it does not hold.
final class AnyPacketTest {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static Stream<byte[]> input() {
        return Stream.of(
                        "",
                        "40{\"token\":\"x\",\"after\":0}",
                        "2probe\u001e3\u001e6",
                        "427[\"say\",{\"to\":\"#lobby\",\"text\":\"h\u00e9\"}, 1.5e3 ,[null]]",
                        "bAAEC\u001e42[7]\u001eb",
                        "41/room?x=1,",
                        "27[\"say\", \"a\\u0041\" ,-0.1E+5,true]",
                        "51-/room,12[\"x\",{\"_placeholder\":true,\"num\":0}]",
                        "62-3[[{\"num\":1,\"_placeholder\":true}],\"\"]",
                        "0/a,{\"a\":{\"b\":[1]},\"c\":true,\"d\":12}",
                        "2[\"a\",1]]",
                        "\ufeff2[\"a\"]")
                .map(text -> text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("input")
    void theBodyOfAPostIsReadOrRefusedAndIsTheSameWhenItIsWrittenAgain(byte[] input) {
        checkBody(input);
    }

    static void checkBody(byte[] input) {
        List<EnginePacket> packets;
        try {
            packets = EnginePacket.payload(input);
        } catch (Refusal refusal) {
            return;
        }
        List<byte[]> frames = new ArrayList<>();
        for (EnginePacket packet : packets) {
            frames.add(
                    switch (packet) {
                        case EnginePacket.Text(String message) -> EngineFrames.text("4" + message);
                        case EnginePacket.Binary(byte[] message) -> EngineFrames.binary(message);
                        case EnginePacket.Control(char type, String data) ->
                                EngineFrames.text(type + data);
                    });
        }
        List<EnginePacket> again = EnginePacket.payload(EngineFrames.payload(frames));
        assertThat(again).usingRecursiveComparison().isEqualTo(packets);
    }

    @ParameterizedTest
    @MethodSource("input")
    void aPacketIsReadOrRefusedAndItsArgumentsAreThoseOfItsJson(byte[] input)
            throws JsonProcessingException {
        checkPacket(input);
    }

    static void checkPacket(byte[] input) throws JsonProcessingException {
        String text = new String(input, UTF_8);
        try {
            Packet packet = Packet.parse(text);
            assertThat(text).endsWith(packet.data());
            checkHead(packet);
            List<byte[]> attachments = Collections.nCopies(packet.attachments(), new byte[1]);
            switch (packet.type()) {
                case CONNECT ->
                        PacketEvent.object(
                                packet.data(),
                                (name, value) -> assertThat(name + value).isNotNull());
                case EVENT, BINARY_EVENT -> {
                    PacketEvent event = PacketEvent.event(packet, attachments);
                    assertThat(event.name()).isNotEmpty();
                    checkArguments(packet.data(), event.arguments(), 1);
                }
                case ACK, BINARY_ACK -> {
                    PacketEvent answer = PacketEvent.acknowledgement(packet, attachments);
                    checkArguments(packet.data(), answer.arguments(), 0);
                }
                case DISCONNECT, CONNECT_ERROR -> {}
            }
        } catch (Refusal refusal) {
            assertThat(refusal.reason()).isNotBlank();
        }
    }

    private static void checkHead(Packet packet) {
        String namespace = packet.namespace();
        assertThat(namespace).startsWith("/").doesNotContain(",", "?");
        boolean isBinary =
                packet.type() == Packet.Type.BINARY_EVENT
                        || packet.type() == Packet.Type.BINARY_ACK;
        String head =
                isBinary
                        ? Packet.head(packet.type(), packet.attachments(), namespace, packet.id())
                        : Packet.head(packet.type(), namespace, packet.id());
        assertThat(head).startsWith("4");
        if (namespace.equals(Packet.MAIN) && packet.data().startsWith("/")) {
            // A name that was only a query is the main namespace, and cannot be written.
            return;
        }
        assertThat(Packet.parse(head.substring(1) + packet.data())).isEqualTo(packet);
    }

    /// Each argument is one value, and that of the array.
    private static void checkArguments(String data, List<String> arguments, int before)
            throws JsonProcessingException {
        JsonNode array = JSON.readTree(data);
        assertThat(arguments).hasSize(array.size() - before);
        for (int i = 0; i < arguments.size(); i++) {
            assertThat(JSON.readTree(arguments.get(i))).isEqualTo(array.get(i + before));
        }
    }
}
