package dev.wirelab.load.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Options that a JVM takes from variables of its surroundings, and so every JVM that is started
/// here.
public final class JvmOptions {
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JvmOptions() {}

    /// Given options with those of the surroundings that change how a JVM runs before them, each
    /// with the name of its variable: `JAVA_TOOL_OPTIONS=-Xmx4g`.
    ///
    /// @param variable looks up a variable
    static List<String> with(UnaryOperator<@Nullable String> variable, List<String> options) {
        List<String> all = new ArrayList<>();
        for (String name : VARIABLES) {
            String value = variable.apply(name);
            if (value != null) {
                Stream.of(value.split("\\s+"))
                        .filter(JvmOptions::changesHowItRuns)
                        .forEach(option -> all.add(name + "=" + option));
            }
        }
        all.addAll(options);
        return List.copyOf(all);
    }

    /// Whether an option is one of the JVM itself (`-Xms64m`, `-XX:…`) and not what it logs.
    public static boolean changesHowItRuns(String option) {
        return option.startsWith("-X") && !option.startsWith("-Xlog");
    }
}
