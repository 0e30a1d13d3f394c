package dev.wirelab.load.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Options that every JVM takes from environment variables.
public final class JvmOptions {
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JvmOptions() {}

    /// Options preceded by those of environment variables that affect how a JVM runs, each with the
    /// name of its variable: `JAVA_TOOL_OPTIONS=-Xmx4g`.
    ///
    /// @param variable returns the value of a variable
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

    /// Whether an option is one of the JVM itself (`-Xms64m`, `-XX:…`) and not of its logging.
    public static boolean changesHowItRuns(String option) {
        return option.startsWith("-X") && !option.startsWith("-Xlog");
    }
}
