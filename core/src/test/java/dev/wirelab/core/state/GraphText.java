package dev.wirelab.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Everything that is reachable from an object through its fields, as text: the same for two graphs
/// if and only if they are equal. Objects that are met again are named by a number, so that it
/// shows who refers to the same one. Every field counts, also one that is added later.
final class GraphText {
    private final Map<Object, Integer> seen = new IdentityHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private GraphText() {}

    static String of(Object root) {
        GraphText graph = new GraphText();
        graph.add(root);
        return graph.text.toString();
    }

    private void add(@Nullable Object object) {
        switch (object) {
            case null -> text.append("null");
            case byte[] bytes -> text.append(new String(bytes, UTF_8));
            case String _, Number _, Boolean _, Enum<?> _, Instant _, UUID _ -> text.append(object);
            case State.Listener _ -> text.append("listener");
            case Map<?, ?> map -> addMap(map);
            case Collection<?> all -> all.forEach(this::addLine);
            case EventRing ring -> {
                for (int i = 0; i < ring.size(); i++) {
                    addLine(ring.get(i));
                }
            }
            default -> addFields(object);
        }
    }

    private void addLine(@Nullable Object object) {
        add(object);
        text.append('\n');
    }

    private void addMap(Map<?, ?> map) {
        boolean inOrder = map instanceof LinkedHashMap || map instanceof SortedMap;
        List<? extends Map.Entry<?, ?>> entries =
                inOrder
                        ? List.copyOf(map.entrySet())
                        : map.entrySet().stream()
                                .sorted(Comparator.comparing(entry -> key(entry.getKey())))
                                .toList();
        entries.forEach(entry -> {
            text.append(key(entry.getKey())).append(": ");
            addLine(entry.getValue());
        });
    }

    private static String key(Object key) {
        return key instanceof Group group ? group.key() : (String) key;
    }

    private void addFields(Object object) {
        Integer number = seen.putIfAbsent(object, seen.size());
        if (number != null) {
            text.append('#').append(number);
            return;
        }
        text.append(object.getClass().getSimpleName()).append(" {\n");
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                text.append(field.getName()).append(' ');
                addLine(value(field, object));
            }
        }
        text.append('}');
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
