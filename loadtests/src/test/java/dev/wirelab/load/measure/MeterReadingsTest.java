package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MeterReadingsTest {
    @Test
    void readsTheRowOfItsTransport() throws JsonProcessingException {
        assertThat(MeterReadings.read(answer(1000, 100), "tcp"))
                .contains(new MeterReadings(1000, 100, 200, 3, 4, 9, 5, 6, 7, 8, null, 6));
    }

    @Test
    void aLabWithoutThatRowIsNotMeasured() throws JsonProcessingException {
        assertThat(MeterReadings.read(answer(1000, 100), "websocket")).isEmpty();
        assertThat(MeterReadings.read(new ObjectMapper().readTree("{}"), "tcp")).isEmpty();
    }

    @Test
    void aDifferenceIsWhatMovedBetween() throws JsonProcessingException {
        MeterReadings before = MeterReadings.read(answer(1000, 100), "tcp").orElseThrow();
        MeterReadings after = MeterReadings.read(answer(5000, 160), "tcp").orElseThrow();
        assertThat(after.since(before))
                .isEqualTo(new MeterReadings(4000, 60, 0, 0, 0, 0, 0, 0, 0, 0, null, 0));
    }

    @Test
    void aLedgerIsReadWhereThereIsOne() throws JsonProcessingException {
        Ledger before = ledger("{\"in\":{\"payload\":5},\"out\":{\"payload\":7}}");
        Ledger after =
                ledger("{\"in\":{\"payload\":9},\"out\":{\"payload\":7,\"framing\":2},\"new\":[]}");
        assertThat(after.since(before))
                .isEqualTo(new Ledger(Map.of("payload", 4L), Map.of("payload", 0L, "framing", 2L)));
        assertThat(Ledger.read(new ObjectMapper().readTree("[]"))).isEmpty();
    }

    private static Ledger ledger(String json) throws JsonProcessingException {
        return Ledger.read(new ObjectMapper().readTree(json)).orElseThrow();
    }

    private static JsonNode answer(long stamp, long bytesIn) throws JsonProcessingException {
        return new ObjectMapper()
                .readTree(
                        """
                        {"stamp":%d,"transports":{"tcp":{"bytesIn":%d,"bytesOut":200,"requests":3,"emptyPolls":4,
                         "connectionsOpened":9,"connectionsOpen":9,"commands":5,"eventsDelivered":6}},
                         "process":{"pid":1,"cpuNanos":7,"allocatedBytes":8,"heapBytes":9}}\
                        """
                                .formatted(stamp, bytesIn));
    }
}
