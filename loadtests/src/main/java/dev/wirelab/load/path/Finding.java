package dev.wirelab.load.path;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one check has found.
///
/// @param check its name: a transport's id, or what was looked at
/// @param found a phrase
/// @param state how it is judged
/// @param trouble what is to be mended; null: nothing
/// @param measured numbers by their names, which end with their unit
public record Finding(
        String check,
        String found,
        State state,
        @Nullable Trouble trouble,
        Map<String, Double> measured) {
    /// How a finding is judged.
    public enum State {
        /// As it should be.
        FINE,
        /// Not tried, or only of interest.
        NOTE,
        /// It costs messages, delay or safety.
        TROUBLE
    }

    /// Copies the map.
    public Finding {
        measured = Map.copyOf(measured);
    }

    static Finding fine(String check, String found) {
        return new Finding(check, found, State.FINE, null, Map.of());
    }

    static Finding note(String check, String found) {
        return new Finding(check, found, State.NOTE, null, Map.of());
    }

    static Finding trouble(String check, String found, Trouble trouble) {
        return new Finding(check, found, State.TROUBLE, trouble, Map.of());
    }

    /// The same with a number.
    Finding with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(measured);
        more.put(name, value);
        return new Finding(check, found, state, trouble, more);
    }
}
