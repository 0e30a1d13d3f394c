/// Benchmarks of single operations of core, and of how their cost grows; in no jar.
///
/// `mvn -Pjmh -pl core verify` runs them all and writes `core/target/jmh.json`; docs/performance.md
/// tells what they showed. They use what transports use, and nothing else of core.
@NullMarked
package dev.wirelab.core.bench;

import org.jspecify.annotations.NullMarked;
