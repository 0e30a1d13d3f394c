package dev.wirelab.load.server;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one YAML document with the line and column of each value. Aliases are refused: a
/// description is short enough without them.
final class YamlFile {
    private static final YAMLFactory FACTORY = new YAMLFactory();

    private final String file;
    private final YAMLParser yaml;

    private YamlFile(String file, YAMLParser yaml) {
        this.file = file;
        this.yaml = yaml;
    }

    /// Reads a document.
    ///
    /// @param file its name, for messages
    static Node read(String file, String text) throws DescriptionException {
        try (YAMLParser yaml = FACTORY.createParser(text)) {
            yaml.nextToken();
            YamlFile reading = new YamlFile(file, yaml);
            if (yaml.currentToken() == null) {
                throw new DescriptionException(file, new Node.Scalar("", 1, 1), "it is empty");
            }
            Node all = reading.node();
            if (yaml.nextToken() != null) {
                throw reading.problem("a second document");
            }
            return all;
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String first = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new DescriptionException(file, at(place), "not YAML: " + first);
        } catch (IOException e) {
            throw new DescriptionException(file + ": " + e.getMessage());
        }
    }

    private Node node() throws IOException, DescriptionException {
        if (yaml.isCurrentAlias()) {
            throw problem("aliases are not supported");
        }
        Node.Scalar here = at(yaml.currentTokenLocation());
        JsonToken token = yaml.currentToken();
        if (token == JsonToken.START_ARRAY) {
            List<Node> nodes = new ArrayList<>();
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                nodes.add(node());
            }
            return new Node.Items(nodes, here.line(), here.column());
        }
        if (token == JsonToken.START_OBJECT) {
            return new Node.Mapping(entries(), here.line(), here.column());
        }
        String text = token == JsonToken.VALUE_NULL ? "" : yaml.getText();
        return new Node.Scalar(text, here.line(), here.column());
    }

    private Map<Node.Scalar, Node> entries() throws IOException, DescriptionException {
        Map<Node.Scalar, Node> entries = new LinkedHashMap<>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            Node.Scalar place = at(yaml.currentTokenLocation());
            Node.Scalar key = new Node.Scalar(yaml.currentName(), place.line(), place.column());
            if (entries.keySet().stream().anyMatch(other -> other.text().equals(key.text()))) {
                throw new DescriptionException(file, key, "a second '" + key.text() + "'");
            }
            yaml.nextToken();
            entries.put(key, node());
        }
        return entries;
    }

    private DescriptionException problem(String problem) {
        return new DescriptionException(file, at(yaml.currentTokenLocation()), problem);
    }

    private static Node.Scalar at(JsonLocation place) {
        return new Node.Scalar(
                "", Math.max(1, place.getLineNr()), Math.max(1, place.getColumnNr()));
    }
}
