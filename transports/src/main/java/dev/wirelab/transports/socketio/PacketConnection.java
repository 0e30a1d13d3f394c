package dev.wirelab.transports.socketio;

import dev.wirelab.core.protocol.Refusal;
import dev.wirelab.transports.Shutdown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The packets of Socket.IO on one session of Engine.IO: connects the client to namespaces, and
/// collects attachments. A packet that violates the protocol ends the session.
final class PacketConnection implements EngineListener {
    /// The most attachments of one packet.
    static final int MAX_ATTACHMENTS = 16;

    private final EngineSession engine;
    private final Map<String, Namespace> namespaces;
    private final int maxBytes;
    private final Duration connectWithin;
    private final Duration attachWithin;
    private final long opened = System.nanoTime();
    private final Map<String, Connected> connected = new ConcurrentHashMap<>();
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Incomplete incomplete;

    /// A client in a namespace.
    private record Connected(NamespaceLink link, Namespace.Member member) {}

    /// A packet whose attachments have not all come.
    private record Incomplete(Packet packet, long since, List<byte[]> attachments) {
        long bytes() {
            return attachments.stream().mapToLong(each -> each.length).sum();
        }
    }

    /// @param maxBytes how much the attachments of a packet may have together
    /// @param connectWithin how long a session may be in no namespace
    /// @param attachWithin how long the attachments of a packet may take
    PacketConnection(
            EngineSession engine,
            Map<String, Namespace> namespaces,
            int maxBytes,
            Duration connectWithin,
            Duration attachWithin) {
        this.engine = engine;
        this.namespaces = namespaces;
        this.maxBytes = maxBytes;
        this.connectWithin = connectWithin;
        this.attachWithin = attachWithin;
    }

    @Override
    public void text(String message) {
        try {
            if (incomplete != null) {
                throw Refusal.badRequest("an attachment is missing");
            }
            Packet packet = Packet.parse(message);
            if (packet.attachments() > MAX_ATTACHMENTS) {
                throw Refusal.badRequest("too many attachments");
            }
            if (packet.attachments() > 0) {
                incomplete = new Incomplete(packet, System.nanoTime(), new ArrayList<>());
            } else {
                received(packet, List.of());
            }
        } catch (Refusal violation) {
            engine.abort();
        }
    }

    @Override
    public void binary(byte[] message) {
        Incomplete pending = incomplete;
        if (pending == null || pending.bytes() + message.length > maxBytes) {
            engine.abort();
            return;
        }
        pending.attachments().add(message);
        if (pending.attachments().size() == pending.packet().attachments()) {
            incomplete = null;
            try {
                received(pending.packet(), pending.attachments());
            } catch (Refusal violation) {
                engine.abort();
            }
        }
    }

    private void received(Packet packet, List<byte[]> attachments) {
        switch (packet.type()) {
            case CONNECT -> connect(packet);
            case DISCONNECT -> disconnect(packet);
            case EVENT, BINARY_EVENT -> {
                PacketEvent event = PacketEvent.event(packet, attachments);
                Connected to = find(packet);
                if (to != null) {
                    to.member().event(event);
                }
            }
            case ACK, BINARY_ACK -> {
                PacketEvent event = PacketEvent.acknowledgement(packet, attachments);
                Connected to = find(packet);
                if (to != null) {
                    to.link().acknowledged(event);
                }
            }
            case CONNECT_ERROR -> throw Refusal.badRequest("only the lab refuses to connect");
        }
    }

    /// The client in the namespace of a packet; null if it has left, so that the packet is late.
    private @Nullable Connected find(Packet packet) {
        Connected found = connected.get(packet.namespace());
        if (found == null && !left.contains(packet.namespace())) {
            throw Refusal.badRequest("not connected to this namespace");
        }
        return found;
    }

    private void connect(Packet packet) {
        String name = packet.namespace();
        // Checks the data of a namespace that does not exist, too.
        PacketEvent.object(packet.data(), (_, _) -> {});
        Namespace namespace = namespaces.get(name);
        if (namespace == null) {
            engine.send(NamespaceLink.unknown(name), () -> {});
            return;
        }
        if (connected.containsKey(name)) {
            throw Refusal.badRequest("already connected to this namespace");
        }
        left.remove(name);
        NamespaceLink link = new NamespaceLink(name, engine, this::leave);
        Namespace.Member member = namespace.connect(link, packet.data());
        if (!left.contains(name)) {
            connected.put(name, new Connected(link, member));
            if (left.contains(name)) {
                connected.remove(name);
            }
        }
    }

    private void leave(NamespaceLink link) {
        left.add(link.namespace());
        connected.remove(link.namespace());
    }

    private void disconnect(Packet packet) {
        if (!packet.data().isEmpty()) {
            throw Refusal.badRequest("a disconnection has no data");
        }
        Connected gone = find(packet);
        if (gone != null) {
            leave(gone.link());
            gone.member().closed();
        }
    }

    private Collection<Connected> members() {
        return connected.values();
    }

    @Override
    public boolean hasRoom() {
        return members().stream().allMatch(each -> each.member().hasRoom());
    }

    @Override
    public boolean isStalled() {
        return members().stream().anyMatch(each -> each.member().isStalled());
    }

    @Override
    public void check() {
        long now = System.nanoTime();
        Incomplete pending = incomplete;
        if (pending != null && now - pending.since() > attachWithin.toNanos()) {
            engine.abort();
        } else if (connected.isEmpty() && now - opened > connectWithin.toNanos()) {
            engine.abort();
        }
        members().forEach(each -> each.member().check());
    }

    @Override
    public void drain() {
        if (connected.isEmpty()) {
            engine.abort();
        }
        members().forEach(each -> each.member().end(Shutdown.refusal()));
    }

    @Override
    public void closed() {
        for (Connected each : List.copyOf(members())) {
            leave(each.link());
            each.member().closed();
        }
    }
}
