package dev.wirelab.load.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class MetersTest {
    @Test
    void readsTheRowOfItsTransport() throws JsonProcessingException {
        assertThat(Meters.read(answer(1000, 100), "tcp"))
                .contains(new Meters(1000, 100, 200, 3, 4, 9, 5, 6, 7, 8));
    }

    @Test
    void aLabWithoutThatRowIsNotMeasured() throws JsonProcessingException {
        assertThat(Meters.read(answer(1000, 100), "websocket")).isEmpty();
        assertThat(Meters.read(new ObjectMapper().readTree("{}"), "tcp")).isEmpty();
    }

    @Test
    void aDifferenceIsWhatMovedBetween() throws JsonProcessingException {
        Meters before = Meters.read(answer(1000, 100), "tcp").orElseThrow();
        Meters after = Meters.read(answer(5000, 160), "tcp").orElseThrow();
        assertThat(after.since(before)).isEqualTo(new Meters(4000, 60, 0, 0, 0, 0, 0, 0, 0, 0));
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
