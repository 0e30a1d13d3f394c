@NullMarked
package dev.wirelab.transports;

import org.jspecify.annotations.NullMarked;
