/// Charts of a report as SVG images.
@NullMarked
package dev.wirelab.load.chart;

import org.jspecify.annotations.NullMarked;
