package dev.wirelab.load.link.tun;

import dev.wirelab.load.link.Link;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The TCP connections over a link, for its faults. A connection that was cut answers whatever is
/// sent over it with a reset; a half-open one swallows it.
final class Flows {
    /// What happens to a packet.
    enum Fate {
        /// It enters the link.
        PASSES,
        /// It vanishes.
        SWALLOWED,
        /// It vanishes, and its sender gets a reset.
        RESET
    }

    private final Link link;
    private final boolean faultless;
    private final Map<Long, Flow> flows = new ConcurrentHashMap<>();

    private static final class Flow {
        private final long began;
        private volatile long last;
        private volatile boolean cut;

        Flow(long now) {
            began = now;
            last = now;
        }
    }

    Flows(Link link) {
        this.link = link;
        this.faultless =
                link.idleCut().isZero()
                        && link.cutAfter().isZero()
                        && link.halfOpenAfter().isZero();
    }

    /// Decides about a packet.
    Fate pass(boolean up, byte[] packet, long now) {
        if (faultless || !IpPacket.isTcp(packet)) {
            return Fate.PASSES;
        }
        long key = key(up, packet);
        Flow flow =
                IpPacket.isFirst(packet)
                        ? flows.compute(key, (_, old) -> isRepeated(old, now) ? old : new Flow(now))
                        : flows.computeIfAbsent(key, _ -> new Flow(now));
        if (flow == null) {
            return Fate.PASSES;
        }
        if (!flow.cut
                && (isOver(link.idleCut(), now - flow.last)
                        || isOver(link.cutAfter(), now - flow.began))) {
            flow.cut = true;
        }
        flow.last = now;
        if (flow.cut) {
            return IpPacket.isReset(packet) ? Fate.SWALLOWED : Fate.RESET;
        }
        return isOver(link.halfOpenAfter(), now - flow.began) ? Fate.SWALLOWED : Fate.PASSES;
    }

    /// Whether a first packet is that of a connection that is being opened.
    private static boolean isRepeated(@Nullable Flow old, long now) {
        return old != null && !old.cut && now - old.began < Duration.ofSeconds(1).toNanos();
    }

    private static long key(boolean up, byte[] packet) {
        long source = IpPacket.sourcePort(packet);
        long destination = IpPacket.destinationPort(packet);
        return up ? source << Short.SIZE | destination : destination << Short.SIZE | source;
    }

    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos > limit.toNanos();
    }
}
