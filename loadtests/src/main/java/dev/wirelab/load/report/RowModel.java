package dev.wirelab.load.report;

import dev.wirelab.load.measure.Quantity;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.result.Figure;
import dev.wirelab.load.result.HttpNames;
import dev.wirelab.load.result.Row;
import dev.wirelab.load.result.RunResult;
import dev.wirelab.load.stats.Interval;
import dev.wirelab.load.theory.HttpHeadSizes;
import dev.wirelab.load.theory.IdleModel;
import dev.wirelab.load.theory.MeasuredInputs;
import dev.wirelab.load.theory.MessageModel;
import dev.wirelab.load.theory.MessageSizes;
import dev.wirelab.load.theory.OfferedLoad;
import dev.wirelab.load.theory.Prediction;
import dev.wirelab.load.theory.TlsRecords;
import dev.wirelab.load.theory.TransportModel;
import dev.wirelab.load.theory.TransportModels;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// What the model of its transport predicts for a row.
///
/// @param row a row that was measured
record RowModel(Row row, TransportModel model) {
    private static final double NANOS_PER_MICRO = 1e3;

    /// The model of a row; empty if its transport has none, as those of other servers, or the lab's
    /// meters were not read.
    static Optional<RowModel> of(Row row) {
        boolean measured = row.merged() != null && measured(row).findAny().isPresent();
        return !measured || row.server() != null
                ? Optional.empty()
                : TransportModels.byId(row.transport()).map(model -> new RowModel(row, model));
    }

    private static Stream<RunResult> measured(Row row) {
        return row.results().filter(run -> run.meters() != null && run.meterWindow() != null);
    }

    /// The bounds of a figure, in its unit; empty if the model has none.
    Optional<Interval> bounds(Figure figure) {
        if (row.workload().isQuiet()) {
            return Optional.empty();
        }
        Prediction prediction = messages();
        return switch (figure) {
            case MEDIAN -> Optional.of(prediction.latency().apply(0.5).times(figure.scale()));
            case P99 -> Optional.of(prediction.latency().apply(0.99).times(figure.scale()));
            case BYTES ->
                    prediction
                            .traffic()
                            .map(traffic -> traffic.bytesUp().plus(traffic.bytesDown()));
            case BYTES_UP -> prediction.traffic().map(Prediction.Traffic::bytesUp);
            case BYTES_DOWN -> prediction.traffic().map(Prediction.Traffic::bytesDown);
            case REQUESTS -> prediction.traffic().map(Prediction.Traffic::requests);
            case CPU, ALLOCATED, HEADERS -> Optional.empty();
        };
    }

    /// The prediction of a workload in which messages are published.
    Prediction messages() {
        MessageSizes sizes = MessageSizes.of(row.workload(), model.carriesBytes());
        MessageModel messages =
                new MessageModel(
                        OfferedLoad.of(row.workload()), inputs(), sizes, heads().carrying(sizes));
        Prediction plain = model.predict(messages);
        Optional<Prediction.Traffic> traffic = plain.traffic();
        // A record of TLS and a frame of HTTP/2 have the same limit.
        if (row.tls() || row.http2()) {
            traffic = traffic.filter(_ -> TlsRecords.areOnePerMessage(sizes));
        }
        if (row.tls()) {
            traffic =
                    traffic.filter(_ -> !row.freshConnections())
                            .map(all -> TlsRecords.perDelivery(all, messages));
        }
        return new Prediction(plain.latency(), plain.roundTrip(), traffic);
    }

    /// The prediction of an idle workload.
    Prediction.Traffic idle() {
        return model.predictIdle(
                new IdleModel(OfferedLoad.of(row.workload()), windowMicros(), heads(), row.tls()));
    }

    private HttpHeadSizes heads() {
        HttpNames http =
                measured(row)
                        .flatMap(run -> Stream.ofNullable(run.http()))
                        .findFirst()
                        .orElse(new HttpNames("", 0));
        Timing timing = row.workload().timing();
        HttpHeadSizes first =
                row.http2()
                        ? model.headsOverHttp2(timing)
                        : model.heads(timing, http.host(), http.tokenBytes());
        HttpHeadSizes kept = row.workload().binary() ? first.inVersion2() : first;
        return row.freshConnections() ? kept.fresh() : kept;
    }

    /// What the model takes from the measurements of the same row.
    private MeasuredInputs inputs() {
        return new MeasuredInputs(
                windowMicros(),
                median(run ->
                        run.meterWindow() == null ? Double.NaN : run.meterWindow().deliveries()),
                this::roundTrip,
                percentile(Quantity.ACKNOWLEDGEMENT_FROM_SENT, "p50"),
                median(Figure.CPU::of),
                row.latency(Quantity.RECONNECT).max());
    }

    private double windowMicros() {
        return median(run ->
                run.meters() == null ? Double.NaN : run.meters().stampNanos() / NANOS_PER_MICRO);
    }

    private double roundTrip(double quantile) {
        if (quantile <= 0) {
            return row.latency(Quantity.ACKNOWLEDGEMENT).min();
        }
        String percentile = quantile <= 0.5 ? "p50" : quantile <= 0.9 ? "p90" : "p99";
        return percentile(Quantity.ACKNOWLEDGEMENT, percentile);
    }

    /// The median of the runs, in microseconds; 0 if nothing was recorded.
    double percentile(Quantity quantity, String name) {
        return median(run ->
                run.latency(quantity).count() == 0 ? Double.NaN : run.latency(quantity).of(name));
    }

    /// The median of the runs; 0 if none of them has a value.
    private double median(ToDoubleFunction<RunResult> value) {
        return row.median(value).orElse(0);
    }
}
