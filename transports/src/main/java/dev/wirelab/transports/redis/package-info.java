/// The log in Redis: a chat that outlives its processes, and several nodes that share one chat.
///
/// The log is one stream. Each entry is a fact with a stamp that makes it unique; its id is
/// `EPOCH-NUMBER`, numbered by Redis without gaps, and Redis refuses a writer of an older epoch.
///
/// ```
/// XADD wirelab:log 1795996800-* f STAMP+FACT     appender, pipelined: what is due in one write
/// XREAD BLOCK 1000 STREAMS wirelab:log LAST      tailer: every node applies every entry, its own too
/// XREVRANGE wirelab:log + - COUNT 1              sync: how far this node has to read
/// RENAME wirelab:snapshot:PROCESS wirelab:snapshot    the state, instead of the facts that led to it
/// XTRIM wirelab:log MINID LAST                   then those before the previous snapshot go
/// SET wirelab:secret RANDOM NX                   signs the tokens of all nodes
/// ```
///
/// Knows the facts and refusals of the core and nothing else of this module.
@NullMarked
package dev.wirelab.transports.redis;

import org.jspecify.annotations.NullMarked;
