package dev.wirelab.core.state;

import dev.wirelab.core.protocol.ErrorCode;
import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.core.protocol.Skeleton;
import java.util.HashMap;
import java.util.Map;

/// The names in use of one kind, by their skeletons: no two look alike. Guarded by the chat's lock.
final class NameIndex {
    private final Map<String, String> names = new HashMap<>();

    /// Refuses a name that looks like one in use.
    ///
    /// @throws Refusal `name_taken`
    void check(String name) {
        for (String skeleton : Skeleton.of(name)) {
            String other = names.get(skeleton);
            if (other != null) {
                throw new Refusal(
                        ErrorCode.NAME_TAKEN,
                        "the name " + name + " looks like " + other + ", which is taken");
            }
        }
    }

    /// Adds a name that was checked.
    void add(String name) {
        Skeleton.of(name).forEach(skeleton -> names.put(skeleton, name));
    }

    void remove(String name) {
        Skeleton.of(name).forEach(names::remove);
    }
}
