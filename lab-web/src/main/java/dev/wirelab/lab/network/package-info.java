/// Networks between the page and the lab, emulated for the race: a port per lane, whose bytes reach
/// the lab after a delay and at a rate, and which can misbehave as networks and proxies do.
///
/// ```
/// page ──► LanePath (a port) ──► PathConnection ──► lab
///   └─ /networks: NetworkRoute ─► EmulatedNetwork ─► LanePath of each lane
/// ```
///
/// The load program has an engine of its own, which is tested against what it is asked for, loses
/// packets and serves measurements; this one is for looking at, and changes while it is looked at.
/// The named networks are those of `docs/networks.md` in both.
@NullMarked
package dev.wirelab.lab.network;

import org.jspecify.annotations.NullMarked;
