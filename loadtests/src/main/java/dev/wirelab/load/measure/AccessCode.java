package dev.wirelab.load.measure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The access code of a lab that demands one at each log-in by name (docs/protocol.md, S22). It is
/// passed to the process of a run in its environment, and written to no file.
public final class AccessCode {
    /// The environment variable that holds a code, the one that `lab serve` reads, too.
    public static final String VARIABLE = "WIRELAB_ACCESS_CODE";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AccessCode() {}

    /// The code in the environment of this process; empty if there is none.
    public static Optional<String> inEnvironment() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(code -> !code.isEmpty());
    }

    /// Why a lab admits nobody, for the user.
    ///
    /// @param lab its address
    /// @param code what was presented; null: nothing
    public static String refusal(String lab, @Nullable String code) {
        return code == null
                ? "the lab at %s demands its access code: --access-code, or %s"
                        .formatted(lab, VARIABLE)
                : "this is not the access code of the lab at " + lab;
    }

    /// The body of a log-in by name.
    ///
    /// @param code null: the lab demands none
    public static String logIn(String user, @Nullable String code) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("user", user);
        if (code != null) {
            body.put("code", code);
        }
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written", e);
        }
    }
}
