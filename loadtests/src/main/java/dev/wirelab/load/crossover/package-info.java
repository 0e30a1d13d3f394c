/// Which transport is cheapest where: a model of each, fitted on half of a grid of measured points
/// and checked on the other half.
@NullMarked
package dev.wirelab.load.crossover;

import org.jspecify.annotations.NullMarked;
