package dev.wirelab.lab.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wirelab.core.meter.Faults;
import dev.wirelab.core.protocol.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The network between one page and the lab: a path for each of its lanes, each with a rate of its
/// own, so that lanes do not disturb each other.
final class EmulatedNetwork implements AutoCloseable {
    /// How long a stall takes.
    static final Duration STALL = Duration.ofSeconds(5);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS_PER_MILLI = 1e6;

    private final NetworkProfile profile;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();

    /// Where a lane leads.
    ///
    /// @param isHttp whether proxies understand what it carries
    record Destination(InetSocketAddress lab, boolean isHttp) {}

    private record Lane(LanePath path, boolean isHttp) {}

    /// Listens on a port for each lane.
    ///
    /// @param destinations by transport
    /// @throws IOException if that is not possible; then nothing is left open
    EmulatedNetwork(NetworkProfile profile, Map<String, Destination> destinations, Faults faults)
            throws IOException {
        this.profile = profile;
        try {
            for (Map.Entry<String, Destination> each : destinations.entrySet()) {
                Destination to = each.getValue();
                LanePath path = new LanePath(to.lab(), profile, faults);
                lanes.put(each.getKey(), new Lane(path, to.isHttp()));
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Its ports and delays, for the page.
    String json() {
        double oneWay = profile.roundTrip().toNanos() / 2.0 / NANOS_PER_MILLI;
        ObjectNode json = JSON.createObjectNode().put("up", oneWay).put("down", oneWay);
        ObjectNode ports = json.putObject("ports");
        lanes.forEach((id, lane) -> ports.put(id, lane.path().port()));
        return json.toString();
    }

    /// Whether a port is one of its lanes that is not HTTP.
    boolean leadsPastHttp(int port) {
        return lanes.values().stream()
                .anyMatch(lane -> !lane.isHttp() && lane.path().port() == port);
    }

    /// Does what the page asks for, such as `{"type":"drop","lane":"sse"}`.
    ///
    /// @throws Refusal `bad_request` with the reason
    void execute(String command) {
        JsonNode json = parse(command);
        Lane lane = lanes.get(json.path("lane").asText());
        if (lane == null) {
            throw Refusal.badRequest("the network has no such lane");
        }
        switch (json.path("type").asText()) {
            case "drop" -> lane.path().drop();
            case "stall" -> lane.path().stall(STALL);
            case "proxy" -> {
                if (!lane.isHttp()) {
                    throw Refusal.badRequest("no proxy understands what is not HTTP");
                }
                lane.path().set(new LanePath.Proxy(is(json, "block"), is(json, "buffer")));
            }
            default -> throw Refusal.badRequest("type must be drop, stall or proxy");
        }
    }

    private static boolean is(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (!value.isBoolean()) {
            throw Refusal.badRequest(field + " must be true or false");
        }
        return value.booleanValue();
    }

    private static JsonNode parse(String command) {
        try {
            return JSON.readTree(command);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("a command must be JSON");
        }
    }

    @Override
    public void close() {
        lanes.values().forEach(lane -> lane.path().close());
    }
}
