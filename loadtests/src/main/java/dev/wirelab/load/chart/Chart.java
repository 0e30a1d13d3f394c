package dev.wirelab.load.chart;

/// A chart of a report. Values are above 0 where an axis is logarithmic.
public sealed interface Chart
        permits AxisChart, PercentileChart, StackedBarChart, RangeChart, MapChart, TimelineChart {
    /// The chart as an SVG element.
    String svg();
}
