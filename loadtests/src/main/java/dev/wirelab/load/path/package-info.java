/// The diagnosis of the way to a lab: what proxies between here and there do to upgrades, streams,
/// idle connections and header fields. [dev.wirelab.load.path.PathDiagnosis] is the entry.
@NullMarked
package dev.wirelab.load.path;

import org.jspecify.annotations.NullMarked;
