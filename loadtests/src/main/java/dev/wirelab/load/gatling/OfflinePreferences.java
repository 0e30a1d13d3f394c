package dev.wirelab.load.gatling;

import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import java.util.prefs.Preferences;
import java.util.prefs.PreferencesFactory;
import org.jspecify.annotations.Nullable;

/// In-memory preferences that make Gatling believe it has just checked for a new version.
///
/// Gatling requests its latest version from the internet at each start unless its preferences
/// contain a recent check, and stores the answer in the home directory. A measurement must do
/// neither. Set by the system property `java.util.prefs.PreferencesFactory`.
public final class OfflinePreferences implements PreferencesFactory {
    private static final String LAST_CHECK = "lastCheckTimestamp";
    private static final Preferences ROOT = new InMemory(null, "");

    /// Called by the JDK.
    public OfflinePreferences() {}

    @Override
    public Preferences systemRoot() {
        return ROOT;
    }

    @Override
    public Preferences userRoot() {
        return ROOT;
    }

    private static final class InMemory extends AbstractPreferences {
        private final Map<String, String> values = new HashMap<>();

        InMemory(@Nullable AbstractPreferences parent, String name) {
            super(parent, name);
        }

        @Override
        protected void putSpi(String key, String value) {
            values.put(key, value);
        }

        @Override
        protected @Nullable String getSpi(String key) {
            return key.equals(LAST_CHECK)
                    ? Long.toString(System.currentTimeMillis())
                    : values.get(key);
        }

        @Override
        protected void removeSpi(String key) {
            values.remove(key);
        }

        @Override
        protected void removeNodeSpi() {
            values.clear();
        }

        @Override
        protected String[] keysSpi() {
            return values.keySet().toArray(String[]::new);
        }

        @Override
        protected String[] childrenNamesSpi() {
            return new String[0];
        }

        @Override
        protected AbstractPreferences childSpi(String name) {
            return new InMemory(this, name);
        }

        @Override
        protected void syncSpi() {}

        @Override
        protected void flushSpi() {}
    }
}
