package dev.wirelab.transports.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/// Reads the lab's meters.
final class Meters {
    private Meters() {}

    static Json of(LabUnderTest lab) {
        return HttpConnection.once(lab.nodes().getFirst(), "GET", "/api/meters", key(lab), "")
                .json();
    }

    /// The header that opens the meters.
    static Map<String, String> key(LabUnderTest lab) {
        return Map.of("Authorization", "Bearer " + lab.key());
    }

    /// The rows of one transport, or of `other`.
    static Json of(LabUnderTest lab, String row) {
        return of(lab).object("transports").object(row);
    }

    /// The rows of one session, by transport: the sums over all nodes.
    static Json of(LabUnderTest lab, Session session) {
        ObjectNode sum = Json.MAPPER.createObjectNode();
        for (URI node : lab.nodes()) {
            HttpAnswer answer =
                    HttpConnection.once(
                            node, "GET", "/api/sessions/me/meters", session.authorization(), "");
            add(answer.orRefused().json().object("transports").node(), sum);
        }
        return new Json(sum);
    }

    private static void add(ObjectNode meters, ObjectNode sum) {
        for (Map.Entry<String, JsonNode> each : meters.properties()) {
            if (each.getValue() instanceof ObjectNode object) {
                add(object, sum.withObject("/" + each.getKey()));
            } else {
                sum.put(
                        each.getKey(),
                        sum.path(each.getKey()).asLong() + each.getValue().longValue());
            }
        }
    }
}
