package dev.wirelab.load.path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wirelab.load.result.RunFiles;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What is on the way to a lab.
///
/// @param url the address, without secrets
/// @param idleSeconds how long connections were left idle
/// @param findings in the order of the checks
public record PathResult(String url, int idleSeconds, List<Finding> findings) {
    /// Copies the list.
    public PathResult {
        findings = List.copyOf(findings);
    }

    /// Whether nothing has to be mended.
    public boolean isFine() {
        return findings.stream().noneMatch(each -> each.state() == Finding.State.TROUBLE);
    }

    /// The checks that found each trouble.
    SequencedMap<Trouble, List<String>> troubles() {
        Map<Trouble, List<String>> byTrouble = new EnumMap<>(Trouble.class);
        findings.stream()
                .filter(each -> each.trouble() != null)
                .forEach(each ->
                        byTrouble
                                .computeIfAbsent(
                                        Objects.requireNonNull(each.trouble()),
                                        _ -> new ArrayList<>())
                                .add(each.check()));
        return new LinkedHashMap<>(byTrouble);
    }

    /// The same as JSON.
    public ObjectNode json() {
        ObjectNode json = RunFiles.json().createObjectNode();
        json.put("url", url).put("idleSeconds", idleSeconds).put("fine", isFine());
        ArrayNode list = json.putArray("findings");
        for (Finding each : findings) {
            ObjectNode entry = list.addObject();
            entry.put("check", each.check()).put("state", id(each.state()));
            entry.put("found", each.found());
            Trouble trouble = each.trouble();
            entry.put("trouble", trouble == null ? null : id(trouble));
            ObjectNode measured = entry.putObject("measured");
            new TreeMap<>(each.measured()).forEach(measured::put);
        }
        ArrayNode remedies = json.putArray("remedies");
        troubles()
                .forEach((trouble, checks) -> {
                    ObjectNode remedy = remedies.addObject().put("trouble", id(trouble));
                    remedy.put("sentence", trouble.sentence());
                    ArrayNode found = remedy.putArray("checks");
                    checks.forEach(found::add);
                    ArrayNode nginx = remedy.putArray("nginx");
                    trouble.nginx().forEach(nginx::add);
                    ArrayNode haProxy = remedy.putArray("haproxy");
                    trouble.haProxy().forEach(haProxy::add);
                });
        return json;
    }

    static String id(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
