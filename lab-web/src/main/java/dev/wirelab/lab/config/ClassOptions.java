package dev.wirelab.lab.config;

import java.util.Optional;

/// The options of a class.
///
/// @param code the access code that pupils are shown; empty if none is demanded
public record ClassOptions(Optional<String> code) {
    @Override
    public String toString() {
        return "ClassOptions[…]";
    }
}
