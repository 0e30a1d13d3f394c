/// Models of the costs of transports, fitted on half of a grid of measured workloads and checked on
/// the other half, and maps of the cheapest transport.
@NullMarked
package dev.wirelab.load.crossover;

import org.jspecify.annotations.NullMarked;
