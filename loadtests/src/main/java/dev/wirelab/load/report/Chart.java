package dev.wirelab.load.report;

import dev.wirelab.load.stats.Interval;
import java.util.List;

/// The data of a chart. Values are above 0 where an axis is logarithmic.
public sealed interface Chart {

    /// Latency by percentile, both axes logarithmic: the more nines, the farther to the right.
    ///
    /// @param lines one a row
    record Percentiles(List<Line> lines) implements Chart {
        /// Keeps its own copy.
        public Percentiles {
            lines = List.copyOf(lines);
        }
    }

    /// A line of points that go up from left to right.
    record Line(String name, List<Point> points) {
        /// Keeps its own copy.
        public Line {
            points = List.copyOf(points);
        }
    }

    /// A point.
    ///
    /// @param percentile 0 to below 100
    /// @param millis above 0
    record Point(double percentile, double millis) {}

    /// Bars whose parts add up.
    ///
    /// @param unit what the axis counts
    /// @param parts the parts' names, the same for each bar
    record Stacks(String unit, List<String> parts, List<Stack> stacks) implements Chart {
        /// Keeps its own copies.
        public Stacks {
            parts = List.copyOf(parts);
            stacks = List.copyOf(stacks);
        }
    }

    /// One bar.
    ///
    /// @param values as many as there are parts, none negative
    record Stack(String name, List<Double> values) {
        /// Keeps its own copy.
        public Stack {
            values = List.copyOf(values);
        }

        double total() {
            return values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /// Values with what they are held against, one row a pair, the axis logarithmic.
    ///
    /// @param unit what the axis counts
    /// @param markName what the dot is, such as "measured"
    /// @param bandName what the band is, such as "predicted"
    record Ranges(String unit, String markName, String bandName, List<Range> ranges)
            implements Chart {
        /// Keeps its own copy.
        public Ranges {
            ranges = List.copyOf(ranges);
        }
    }

    /// One row.
    ///
    /// @param mark the dot, above 0
    /// @param band the band and its middle, above 0
    /// @param isOff whether the dot is farther off than the noise explains
    record Range(String name, double mark, Interval band, boolean isOff) {}

    /// Which of several is best where, over two logarithmic axes.
    ///
    /// @param xs ascending
    /// @param ys ascending
    /// @param fields for each x all ys; the names of the best, several where none is
    /// @param names all that may occur, in the order of their colours
    record Fields(
            String xName,
            String yName,
            List<Double> xs,
            List<Double> ys,
            List<List<String>> fields,
            List<String> names)
            implements Chart {
        /// @throws IllegalArgumentException if there are not as many fields as xs times ys
        public Fields {
            xs = List.copyOf(xs);
            ys = List.copyOf(ys);
            fields = fields.stream().map(List::copyOf).toList();
            names = List.copyOf(names);
            if (fields.size() != xs.size() * ys.size()) {
                throw new IllegalArgumentException(fields.size() + " fields");
            }
        }
    }
}
