package dev.wirelab.lab.api;

import java.math.BigDecimal;

/// Writes Prometheus' text format, version 0.0.4: families of samples. Used by one thread.
///
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4096);
    private String family = "";

    /// The type of a family.
    enum Type {
        COUNTER("counter"),
        GAUGE("gauge");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    /// Starts a family; its samples follow.
    PrometheusText family(String name, Type type, String help) {
        family = name;
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type.word).append('\n');
        return this;
    }

    /// A whole number.
    ///
    /// @param labels names and values alternately
    PrometheusText sample(long value, String... labels) {
        return sample(BigDecimal.valueOf(value), labels);
    }

    /// A number.
    ///
    /// @param labels names and values alternately
    PrometheusText sample(BigDecimal value, String... labels) {
        text.append(family);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1]).replace("\"", "\\\"")).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ").append(value.toPlainString()).append('\n');
        return this;
    }

    private static String escaped(String raw) {
        return raw.replace("\\", "\\\\").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
