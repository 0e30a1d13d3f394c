package dev.wirelab.load.link;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a link as it is written on the command line: `satellite`, `rtt=80ms,loss=1%,rate=2mbit`,
/// or a profile with changes, `4g,loss=1%`.
public final class LinkParser {
    private static final Pattern TIME = Pattern.compile("(-?\\d{1,7}(?:\\.\\d{1,3})?)(us|ms|s)");
    private static final Pattern RATE =
            Pattern.compile("(\\d{1,7}(?:\\.\\d{1,3})?)(kbit|mbit|gbit)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final Pattern BYTES = Pattern.compile("(\\d{1,6})(kb|mb)");
    private static final int KEPT_PACKETS = 3_000;

    /// A direction as far as it has been read.
    private static final class Half {
        private Duration delay;
        private Duration jitter;
        private long rate;
        private int queue;
        private double loss;
        private double burst;
        private double reorder;

        Half(LinkDirection start) {
            delay = start.delay();
            jitter = start.jitter();
            rate = start.bitsPerSecond();
            queue = start.queueBytes();
            loss = start.loss();
            burst = start.burst();
            reorder = start.reorder();
        }

        LinkDirection direction() {
            int bytes = rate == 0 ? 0 : queue > 0 ? queue : LinkDirection.usualQueue(rate);
            return new LinkDirection(delay, jitter, rate, bytes, loss, burst, reorder);
        }
    }

    private final Half up;
    private final Half down;
    private final Set<String> seen = new HashSet<>();
    private Duration stall = Duration.ZERO;
    private Duration stallEvery = Duration.ZERO;
    private Duration idleCut = Duration.ZERO;
    private Duration cut = Duration.ZERO;
    private Duration halfOpen = Duration.ZERO;
    private long seed = Link.SEED;

    private LinkParser(Link start) {
        up = new Half(start.up());
        down = new Half(start.down());
    }

    /// Reads a link.
    ///
    /// @throws LinkException if it is none; the message is one line
    public static Link parse(String text) throws LinkException {
        List<String> parts = Arrays.asList(text.split(",", -1));
        String first = parts.getFirst();
        Optional<LinkProfile> profile = LinkProfile.byId(first);
        if (profile.isEmpty() && !first.contains("=")) {
            throw new LinkException(
                    "there is no link '%s'; there are %s, or rtt=80ms,loss=1%%,rate=2mbit"
                            .formatted(first, String.join(", ", LinkProfile.ids())));
        }
        if (profile.isPresent() && parts.size() == 1) {
            return profile.get().link();
        }
        LinkParser parser =
                new LinkParser(
                        profile.map(LinkProfile::link)
                                .orElse(
                                        Link.of(
                                                Link.CUSTOM,
                                                LinkDirection.NONE,
                                                LinkDirection.NONE)));
        try {
            for (String part : parts.subList(profile.isPresent() ? 1 : 0, parts.size())) {
                parser.read(part);
            }
            return parser.link(text);
        } catch (IllegalArgumentException e) {
            throw new LinkException(
                    "the link '%s' is impossible: %s".formatted(text, e.getMessage()));
        }
    }

    private Link link(String text) {
        return new Link(
                text,
                up.direction(),
                down.direction(),
                stall,
                stallEvery,
                idleCut,
                cut,
                halfOpen,
                seed);
    }

    private void read(String part) {
        int at = part.indexOf('=');
        String key = at < 0 ? part : part.substring(0, at).toLowerCase(Locale.ROOT);
        String value = at < 0 ? "" : part.substring(at + 1).toLowerCase(Locale.ROOT);
        if (!seen.add(key)) {
            throw new IllegalArgumentException(key + " is there twice");
        }
        switch (key) {
            case "rtt" -> {
                up.delay = time(key, value).dividedBy(2);
                down.delay = up.delay;
            }
            case "jitter" -> {
                up.jitter = time(key, value);
                down.jitter = up.jitter;
            }
            case "rate" -> {
                setRate(up, rate(key, value));
                setRate(down, up.rate);
            }
            case "loss" -> {
                up.loss = share(key, value);
                down.loss = up.loss;
            }
            case "reorder" -> {
                up.reorder = share(key, value);
                down.reorder = up.reorder;
            }
            case "burst" -> {
                up.burst = number(key, value);
                down.burst = up.burst;
            }
            case "queue" -> {
                up.queue = bytes(key, value);
                down.queue = up.queue;
            }
            case "seed" -> seed = (long) number(key, value);
            case "stall" -> {
                String[] both = value.split("/", -1);
                if (both.length != 2) {
                    throw unreadable(key, value, "FOR/EVERY such as 2s/10s");
                }
                stall = time(key, both[0]);
                stallEvery = time(key, both[1]);
            }
            case "idle-cut" -> idleCut = positive(key, value);
            case "cut" -> cut = positive(key, value);
            case "half-open" -> halfOpen = positive(key, value);
            default -> readHalf(key, value);
        }
    }

    /// A value of one direction: `up-rate`, `down-loss`.
    private void readHalf(String key, String value) {
        Half half = key.startsWith("up-") ? up : down;
        switch (key) {
            case "up-delay", "down-delay" -> half.delay = time(key, value);
            case "up-jitter", "down-jitter" -> half.jitter = time(key, value);
            case "up-rate", "down-rate" -> setRate(half, rate(key, value));
            case "up-loss", "down-loss" -> half.loss = share(key, value);
            case "up-queue", "down-queue" -> half.queue = bytes(key, value);
            default ->
                    throw new IllegalArgumentException(
                            ("there is no '%s'; there are rtt, jitter, rate, queue, loss, burst,"
                                            + " reorder, stall, idle-cut, cut, half-open, seed, and"
                                            + " up- or down- with delay, jitter, rate, queue, loss")
                                    .formatted(key));
        }
    }

    private static void setRate(Half half, long rate) {
        half.rate = rate;
        half.queue = 0;
    }

    private static Duration time(String key, String value) {
        Matcher match = TIME.matcher(value);
        if (!match.matches()) {
            throw unreadable(key, value, "a time such as 80ms");
        }
        double unit =
                switch (match.group(2)) {
                    case "us" -> 1e3;
                    case "ms" -> 1e6;
                    default -> 1e9;
                };
        double amount = Double.parseDouble(match.group(1));
        if (amount < 0) {
            throw new IllegalArgumentException(key + " must not be negative");
        }
        return Duration.ofNanos(Math.round(amount * unit));
    }

    private static Duration positive(String key, String value) {
        Duration time = time(key, value);
        if (time.isZero()) {
            throw new IllegalArgumentException(key + " must be longer than 0");
        }
        return time;
    }

    private static long rate(String key, String value) {
        Matcher match = RATE.matcher(value);
        if (!match.matches()) {
            throw unreadable(key, value, "a rate such as 2mbit");
        }
        double unit =
                switch (match.group(2)) {
                    case "kbit" -> 1e3;
                    case "mbit" -> 1e6;
                    default -> 1e9;
                };
        long rate = Math.round(Double.parseDouble(match.group(1)) * unit);
        if (rate == 0) {
            throw new IllegalArgumentException(key + " must be above 0");
        }
        return rate;
    }

    private static double share(String key, String value) {
        Matcher match = SHARE.matcher(value);
        if (!match.matches()) {
            throw unreadable(key, value, "a share such as 1%");
        }
        return Double.parseDouble(match.group(1)) / 100;
    }

    private static int bytes(String key, String value) {
        Matcher match = BYTES.matcher(value);
        if (!match.matches()) {
            throw unreadable(key, value, "a size such as 64kb");
        }
        long bytes =
                Long.parseLong(match.group(1)) * (match.group(2).equals("kb") ? 1_000 : 1_000_000);
        if (bytes < KEPT_PACKETS || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(key + " must be 3kb to 2147mb");
        }
        return (int) bytes;
    }

    private static double number(String key, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw unreadable(key, value, "a number");
        }
        return Double.parseDouble(value);
    }

    private static IllegalArgumentException unreadable(String key, String value, String form) {
        return new IllegalArgumentException("%s=%s is not %s".formatted(key, value, form));
    }
}
