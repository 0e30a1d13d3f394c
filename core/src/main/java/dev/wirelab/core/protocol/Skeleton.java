package dev.wirelab.core.protocol;

import com.ibm.icu.text.SpoofChecker;
import java.text.Normalizer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The skeletons of names: two names that look alike have the same one (Unicode TS 39 §4). Case is
/// ignored.
///
/// A name in ASCII needs no data. For any other name the tables of ICU are loaded at the first use,
/// which takes some 0.3 s and a few MB.
public final class Skeleton {
    private Skeleton() {}

    /// Loaded at the first name that is not ASCII.
    private static final class Icu {
        static final SpoofChecker CHECKER =
                new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    }

    /// The skeletons of a name: as it is written, and in lower case. They differ if its capitals
    /// look like other letters than its small ones do: `AI` looks like `Al`, `ai` does not. Two
    /// names look alike if they have a skeleton in common.
    public static Set<String> of(String name) {
        String written = fold(name);
        String lower = fold(TextRules.key(name));
        return written.equals(lower) ? Set.of(written) : Set.of(written, lower);
    }

    /// Loads what the skeleton of this name needs, so that it does not take long later.
    public static void prepare(String name) {
        if (!TextRules.isAscii(name)) {
            of(name);
        }
    }

    private static String fold(String name) {
        if (TextRules.isAscii(name)) {
            return TextRules.key(ascii(name));
        }
        // The table of look-alikes lacks some variants of letters, such as those of full width.
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return TextRules.key(Icu.CHECKER.getSkeleton(plain));
    }

    /// The skeleton of a name of ASCII letters, digits and `_-.`, equal to that of ICU.
    static String ascii(String name) {
        @Nullable StringBuilder skeleton = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            String like = like(c);
            if (like != null && skeleton == null) {
                skeleton = new StringBuilder(name.length() + 8).append(name, 0, i);
            }
            if (skeleton != null) {
                if (like == null) {
                    skeleton.append(c);
                } else {
                    skeleton.append(like);
                }
            }
        }
        return skeleton == null ? name : skeleton.toString();
    }

    /// What a character looks like, or null if that is itself.
    private static @Nullable String like(char c) {
        return switch (c) {
            case '0' -> "O";
            case '1', 'I' -> "l";
            case 'm' -> "rn";
            default -> null;
        };
    }
}
