package dev.wirelab.core.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JsonEventsTest {
    record Golden(Event event, String json) {}

    static final List<Golden> GOLDEN =
            List.of(
                    new Golden(
                            Events.message(42, "hi"),
                            "{'type':'message','cursor':'k3-42','from':'alice','to':'#lobby',"
                                    + "'text':'hi','at':1763712000000}"),
                    new Golden(
                            new Event.Message(Events.at(9), "bob", Events.ALICE, "psst", 1),
                            "{'type':'message','cursor':'k3-9','from':'bob','to':'@alice',"
                                    + "'text':'psst','at':1}"),
                    new Golden(
                            new Event.Joined(Events.at(43), "bob", Events.JAVA),
                            "{'type':'joined','cursor':'k3-43','user':'bob','to':'#java'}"),
                    new Golden(
                            new Event.Left(Events.at(44), "bob", Events.JAVA),
                            "{'type':'left','cursor':'k3-44','user':'bob','to':'#java'}"),
                    new Golden(
                            new Event.Hello("alice", Events.at(41), null),
                            "{'type':'hello','user':'alice','cursor':'k3-41'}"),
                    new Golden(
                            new Event.Hello("alice", Events.at(41), "t.o.k"),
                            "{'type':'hello','user':'alice','cursor':'k3-41','token':'t.o.k'}"),
                    new Golden(
                            new Event.Hello("alice", Events.at(41), null, ProtocolVersion.V2),
                            "{'type':'hello','user':'alice','cursor':'k3-41','v':2}"),
                    new Golden(
                            Events.picture(5, "cat.png"),
                            "{'type':'message','cursor':'k3-5','from':'alice','to':'#lobby',"
                                    + "'media':'image/png','name':'cat.png','data':'AP8KgA==',"
                                    + "'at':1763712000000}"),
                    new Golden(
                            Events.picture(6, null),
                            "{'type':'message','cursor':'k3-6','from':'alice','to':'#lobby',"
                                    + "'media':'image/png','data':'AP8KgA==',"
                                    + "'at':1763712000000}"),
                    new Golden(
                            new Event.Gap(Events.at(90), Event.Gap.Reason.RETENTION),
                            "{'type':'gap','cursor':'k3-90','reason':'retention'}"),
                    new Golden(
                            new Event.Gap(Events.at(0), Event.Gap.Reason.EPOCH),
                            "{'type':'gap','cursor':'k3-0','reason':'epoch'}"),
                    new Golden(
                            new Event.CursorMoved(Events.at(9000)),
                            "{'type':'cursor','cursor':'k3-9000'}"),
                    new Golden(
                            Events.users(null, false),
                            "{'type':'users','to':'#java','count':2,'users':"
                                    + "[{'name':'alice','avatar':'fox'},{'name':'bob'}]}"),
                    new Golden(
                            Events.users("c1", true),
                            "{'type':'users','id':'c1','to':'#java','count':2,'users':"
                                    + "[{'name':'alice','avatar':'fox'},{'name':'bob'}],'more':true}"),
                    new Golden(
                            new Event.GroupList(null, List.of(), true),
                            "{'type':'groups','groups':[],'more':true}"),
                    new Golden(
                            Events.groups(),
                            "{'type':'groups','id':'c2','groups':"
                                    + "[{'name':'#lobby','count':7,'member':true},"
                                    + "{'name':'#java','count':3,'member':false}]}"),
                    new Golden(
                            new Event.HistoryPage("c3", Events.JAVA, List.of(), false),
                            "{'type':'history','id':'c3','to':'#java','events':[]}"),
                    new Golden(
                            Events.history(),
                            "{'type':'history','to':'#java','events':["
                                    + "{'type':'joined','cursor':'k3-1','user':'bob','to':'#java'},"
                                    + "{'type':'message','cursor':'k3-2','from':'alice',"
                                    + "'to':'#lobby','text':'hi','at':1763712000000}],'more':true}"),
                    new Golden(new Event.Ok(null, null), "{'type':'ok'}"),
                    new Golden(
                            new Event.Ok("c1", Events.at(42)),
                            "{'type':'ok','id':'c1','cursor':'k3-42'}"),
                    new Golden(new Event.Pong(null), "{'type':'pong'}"),
                    new Golden(new Event.Pong("c\"1"), "{'type':'pong','id':'c\\\"1'}"),
                    new Golden(
                            Event.Error.of(new Refusal(ErrorCode.UNKNOWN_USER, "nobody").of("c1")),
                            "{'type':'error','id':'c1','code':'unknown_user','message':'nobody'}"),
                    new Golden(
                            Event.Error.of(new Refusal(ErrorCode.TOO_MANY, "enough")),
                            "{'type':'error','code':'too_many','message':'enough'}"));

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void everyEventHasItsJson(Golden golden) {
        assertThat(new String(JsonEvents.encode(golden.event()), UTF_8))
                .isEqualTo(golden.json().replace('\'', '"'));
    }

    @Test
    void anyTextIsOneLineOfUtf8AndReadBackTheSame() throws IOException {
        String text = Events.EVERY_KIND_OF_CHARACTER;
        byte[] json = JsonEvents.encode(Events.message(1, text));
        assertThat(json).doesNotContain((byte) '\n', (byte) '\r', (byte) 0);
        Map<?, ?> read = new ObjectMapper().readValue(json, Map.class);
        assertThat(read.get("text")).isEqualTo(text);
    }

    @Test
    void anEventWithAnOffsetIsReadBackUnchanged() {
        List<Event> logged =
                GOLDEN.stream().map(Golden::event).filter(Event.Logged.class::isInstance).toList();
        assertThat(logged).hasSize(6);
        assertThat(logged)
                .allSatisfy(event ->
                        assertThat(JsonEvents.decode(JsonEvents.encode(event))).isEqualTo(event));
    }

    @Test
    void anyTextIsReadBackTheSame() {
        Event.Message message = Events.message(1, Events.EVERY_KIND_OF_CHARACTER);
        assertThat(JsonEvents.decode(JsonEvents.encode(message))).isEqualTo(message);
    }

    @Test
    void inVersion1ATextStandsInForBinaryContent() {
        EncodedEvent text = EncodedEvent.of(Events.message(1, "hi"));
        assertThat(text.in(ProtocolVersion.V1)).isSameAs(text);
        Event.Message picture = Events.picture(5, "cat.png");
        EncodedEvent encoded = EncodedEvent.of(picture);
        assertThat(encoded.in(ProtocolVersion.V2)).isSameAs(encoded);
        Event.Message placeholder = Events.message(5, "[image/png cat.png, 4 bytes]");
        assertThat(encoded.in(ProtocolVersion.V1).event()).isEqualTo(placeholder);
        Event page =
                new Event.HistoryPage(
                        "c1", Events.JAVA, List.of(Events.message(4, "hi"), picture), true);
        assertThat(EncodedEvent.of(page).in(ProtocolVersion.V1).event())
                .isEqualTo(
                        new Event.HistoryPage(
                                "c1",
                                Events.JAVA,
                                List.of(Events.message(4, "hi"), placeholder),
                                true));
        assertThat(EncodedEvent.of(page).in(ProtocolVersion.V2).event()).isEqualTo(page);
    }

    @Test
    void itsJsonIsMadeOnce() {
        EncodedEvent encoded = EncodedEvent.of(Events.message(1, "hi"));
        assertThat(encoded.json()).isSameAs(encoded.json());
        assertThat(encoded.json()).isEqualTo(JsonEvents.encode(encoded.event()));
    }
}
