package dev.wirelab.load.link.proxy;

import dev.wirelab.load.link.Link;
import dev.wirelab.load.link.LinkQueue;

/// Both directions of a link, from the moment at which it is made.
///
/// @param up from the clients to the lab
/// @param down from the lab to the clients
record Directions(LinkQueue up, LinkQueue down) {
    Directions(Link link) {
        this(link, System.nanoTime());
    }

    private Directions(Link link, long opened) {
        this(new LinkQueue(link, true, opened), new LinkQueue(link, false, opened));
    }
}
