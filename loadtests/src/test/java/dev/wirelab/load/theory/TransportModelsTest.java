package dev.wirelab.load.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.wirelab.core.protocol.Address;
import dev.wirelab.load.measure.Stamp;
import dev.wirelab.load.plan.Burst;
import dev.wirelab.load.plan.Churn;
import dev.wirelab.load.plan.FanOut;
import dev.wirelab.load.plan.Idle;
import dev.wirelab.load.plan.Private;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.plan.Workload;
import dev.wirelab.load.stats.Interval;
import org.junit.jupiter.api.Test;

final class TransportModelsTest {
    private static final Timing TIMING = new Timing(1_000, 25, 0, 10_000);
    private static final MessageSizes UNITS = new MessageSizes(180, 110, 40, 36, false);
    private static final HttpHeadSizes HEADS = new HttpHeadSizes(350, 96, 400, 96);

    @Test
    void pushTakesARoundTripAndTheLabsTimeForAllReaders() {
        for (String transport : new String[] {"websocket", "tcp"}) {
            Prediction push = predict(fanOut(20, 20), transport);

            // 1 to 2 ms there and back; 100 readers, 20 µs each.
            assertThat(push.latency().apply(0)).isEqualTo(new Interval(1_000, 1_000, 3_000));
            assertThat(push.latency().apply(0.5)).isEqualTo(new Interval(2_500, 1_000, 3_500));
            assertThat(push.latency().apply(1)).isEqualTo(new Interval(4_000, 1_000, 4_000));
        }
    }

    @Test
    void aLongPollMayBeMissingWhenAMessageComes() {
        Prediction slow = predict(fanOut(20, 0), "long-poll");
        assertThat(slow.latency().apply(0.5)).isEqualTo(new Interval(1_500, 1_000, 2_500));

        // Two thousand a second, each poll away for a millisecond: two come while none waits.
        Prediction fast = predict(fanOut(2_000, 0), "long-poll");
        assertThat(fast.latency().apply(0.5)).isEqualTo(new Interval(2_000, 1_000, 2_500));
        assertThat(requests(fast).estimate()).isCloseTo(0.5 + 0.01, within(1e-9));
        assertThat(requests(fast).high()).isCloseTo(1 + 0.01, within(1e-9));
    }

    @Test
    void aShortPollIsUniformOverTheInterval() {
        Prediction poll = predict(fanOut(20, 0), "short-poll");

        for (double quantile : new double[] {0.1, 0.5, 0.9, 0.99}) {
            Interval latency = poll.latency().apply(quantile);
            assertThat(latency.estimate()).isCloseTo(quantile * 1e6 + 1_500, within(15_000.0));
            assertThat(latency.contains(quantile * 1e6 + 1_500)).isTrue();
            assertThat(latency.high() - latency.low()).isLessThan(60_000);
        }
    }

    @Test
    void aRequestAndItsAnswerWaitForTwoIndependentPolls() {
        MessageModel pairs = model(new Private(50, 1, 64, TIMING), 0);
        Prediction poll = predict(pairs, "short-poll");
        Prediction push = predict(pairs, "tcp");

        assertThat(poll.roundTrip().apply(0.5).estimate()).isCloseTo(1_003_000, within(1.0));
        assertThat(poll.roundTrip().apply(0.02).estimate()).isCloseTo(203_000, within(1.0));
        assertThat(poll.roundTrip().apply(0.98).estimate()).isCloseTo(1_803_000, within(1.0));
        assertThat(push.roundTrip().apply(0.5).estimate()).isEqualTo(3_000);
    }

    @Test
    void aBurstIsWrittenMessageByMessage() {
        MessageModel burst = model(new Burst(100, 10, 5, 5_000, 64, TIMING), 2);

        assertThat(predict(burst, "tcp").latency().apply(1).estimate())
                .isCloseTo(2_000 + 100 * 50 * 2, within(1e-6));
        // The first of a burst finds a poll; while 10 ms of it go out, ten more polls come.
        assertThat(requests(predict(burst, "long-poll")).estimate())
                .isCloseTo(11 / 50.0 + 0.01, within(1e-9));
    }

    @Test
    void aDisconnectedReaderReceivesWhatWasDueWhenItReconnects() {
        // Twice a second of ten: a fifth of all waits up to a second.
        Prediction churn = predict(model(new Churn(100, 20, 2, 1_000, 64, TIMING), 0), "tcp");

        assertThat(churn.latency().apply(0.75).estimate()).isLessThan(3_000);
        assertThat(churn.latency().apply(0.9).estimate()).isCloseTo(500_000, within(20_000.0));
        assertThat(churn.latency().apply(0.99).estimate()).isCloseTo(950_000, within(20_000.0));
        assertThat(churn.traffic()).as("what a connection costs that comes back").isEmpty();
    }

    @Test
    void aFrameHasAHeaderByItsSizeAndAMaskFromAClient() {
        assertThat(WebSocketFrames.fromServer(125)).isEqualTo(127);
        assertThat(WebSocketFrames.fromServer(126)).isEqualTo(130);
        assertThat(WebSocketFrames.fromServer(65_535)).isEqualTo(65_539);
        assertThat(WebSocketFrames.fromServer(65_536)).isEqualTo(65_546);
        assertThat(WebSocketFrames.fromClient(125)).isEqualTo(131);
    }

    @Test
    void bytesAreTheMessageItsFrameAndAShareOfThePublishers() {
        Prediction.Traffic websocket = traffic(20, "websocket");
        assertThat(websocket.bytesDown().estimate()).isCloseTo(184 + 42 / 100.0, within(1e-9));
        assertThat(websocket.bytesUp().estimate()).isCloseTo(116 / 100.0, within(1e-9));

        Prediction.Traffic tcp = traffic(20, "tcp");
        assertThat(tcp.bytesDown().estimate()).isCloseTo(181 + 41 / 100.0, within(1e-9));
        assertThat(tcp.bytesUp().estimate()).isCloseTo(111 / 100.0, within(1e-9));
        assertThat(tcp.requests().high()).isZero();
    }

    @Test
    void eventsThatShareAFrameNeedFewerBytesAndCursorsHaveMoreOrFewerDigits() {
        Interval down = traffic(20, "websocket").bytesDown();

        assertThat(down.low()).isCloseTo(181 + 42 / 100.0 - 1.01, within(1e-9));
        assertThat(down.high()).isCloseTo(184 + 42 / 100.0 + 1.01, within(1e-9));
    }

    @Test
    void theMessagesOfAnIntervalShareAPoll() {
        // 20 a second, a poll a second: twenty share one, nineteen with a comma before them.
        Prediction.Traffic poll = traffic(20, "short-poll");

        assertThat(poll.requests().estimate()).isCloseTo(1 / 20.0 + 1 / 100.0, within(1e-9));
        assertThat(poll.bytesUp().estimate()).isCloseTo(350 / 20.0 + 510 / 100.0, within(1e-9));
        assertThat(poll.bytesDown().estimate())
                .isCloseTo((96 + 36) / 20.0 + 180 + 19 / 20.0 + 136 / 100.0, within(1e-9));
    }

    @Test
    void aQuietGroupPaysForEmptyPolls() {
        MessageModel quiet = model(new FanOut(1, 0.1, 64, TIMING), 0);

        assertThat(requests(predict(quiet, "short-poll")).estimate())
                .isCloseTo(10 + 1, within(1e-9));
    }

    @Test
    void newConnectionsAreAnnouncedInEachHead() {
        HttpHeadSizes fresh = HEADS.fresh();

        assertThat(fresh).isEqualTo(new HttpHeadSizes(369, 115, 419, 115));
    }

    @Test
    void idleConnectionsArePingedOrPoll() {
        OfferedLoad idle = OfferedLoad.of(new Idle(100, 64, TIMING));
        Prediction.Traffic poll = idle("short-poll", idle, 10e6);
        Prediction.Traffic held = idle("long-poll", idle, 10e6);
        Prediction.Traffic ping = idle("websocket", idle, 50e6);

        assertThat(poll.requests()).isEqualTo(new Interval(1, 1, 1));
        assertThat(poll.bytesUp().estimate()).isEqualTo(350);
        assertThat(held.requests()).isEqualTo(new Interval(0.04, 0, 0.1));
        // Every 25 s, or every 27 when it is noticed late.
        assertThat(ping.bytesUp()).isEqualTo(new Interval(0.24, 6 / 27.0, 0.24));
        assertThat(ping.bytesDown().estimate()).isEqualTo(0.08);
        assertThat(idle("tcp", idle, 10e6).bytesUp().high()).isZero();
    }

    @Test
    void sizesAreThoseOfTheCodecs() {
        MessageSizes small = sizes(64, false, false);
        MessageSizes large = sizes(164, false, false);

        assertThat(large.event() - small.event()).isEqualTo(100);
        assertThat(large.command() - small.command()).isEqualTo(100);
        assertThat(small.emptyPoll())
                .isEqualTo("{\"cursor\":\"abcdef-5000\",\"events\":[]}".length());
        assertThat(small.ok())
                .isEqualTo("{\"type\":\"ok\",\"id\":\"17\",\"cursor\":\"abcdef-5000\"}".length());
    }

    @Test
    void binaryContentIsAThirdLargerInBase64() {
        MessageSizes raw = sizes(300, true, true);
        MessageSizes base64 = sizes(300, true, false);

        // "data":"…" in place of "bytes":300, a line feed and the bytes.
        int members = "\"data\":\"\"".length() - "\"bytes\":300\n".length();
        assertThat(base64.event() - raw.event()).isEqualTo(100 + members);
        assertThat(base64.command() - raw.command()).isEqualTo(100 + members);
        assertThat(
                        new HttpHeadSizes(350, 96, 400, 96)
                                .inVersion2()
                                .carrying(sizes(3_000, true, false)))
                .isEqualTo(new HttpHeadSizes(354, 97, 405, 96));
    }

    private static MessageSizes sizes(int bytes, boolean binary, boolean carriesBytes) {
        return MessageSizes.of(
                "publisher",
                new Address.Group("load-6f0c2a91"),
                "17",
                Stamp.content("x".repeat(bytes), binary),
                carriesBytes);
    }

    @Test
    void aDeviationBeyondTheBoundsAndTheNoiseIsUnexplained() {
        Interval predicted = new Interval(2_000, 1_000, 3_000);

        assertThat(Deviation.of(1_000, predicted, 1.1).kind())
                .isEqualTo(Deviation.Kind.AS_PREDICTED);
        assertThat(Deviation.of(3_000, predicted, 1.1).kind())
                .isEqualTo(Deviation.Kind.AS_PREDICTED);
        assertThat(Deviation.of(3_001, predicted, 1.1).kind())
                .isEqualTo(Deviation.Kind.WITHIN_NOISE);
        assertThat(Deviation.of(999, predicted, 1.1).kind()).isEqualTo(Deviation.Kind.WITHIN_NOISE);
        assertThat(Deviation.of(3_400, predicted, 1.1).kind()).isEqualTo(Deviation.Kind.ABOVE);
        assertThat(Deviation.of(900, predicted, 1.1).kind()).isEqualTo(Deviation.Kind.BELOW);
        assertThat(Deviation.of(4_000, predicted, 1.1).ratio()).isEqualTo(2);
        assertThatThrownBy(() -> Deviation.of(1, predicted, 0.9)).hasMessageContaining("noise");
    }

    @Test
    void overTlsEachWriteIsARecordWithAHeaderATagAndPadding() {
        MessageModel load = fanOut(20, 0);
        Prediction.Traffic plain = traffic(20, "tcp");
        Prediction.Traffic tcp =
                TlsRecords.perDelivery(
                        plain, model(new FanOut(100, 20, 64, TIMING), 0, HttpHeadSizes.NONE));
        assertThat(tcp.bytesDown().estimate() - plain.bytesDown().estimate())
                .isCloseTo(38 * (1 + 1 / 100.0), within(1e-9));
        assertThat(tcp.bytesUp().estimate() - plain.bytesUp().estimate())
                .isCloseTo(22 / 100.0, within(1e-9));
        assertThat(tcp.bytesDown().low())
                .as("events may share one")
                .isEqualTo(plain.bytesDown().low());

        Prediction.Traffic polled = traffic(20, "short-poll");
        Prediction.Traffic poll = TlsRecords.perDelivery(polled, load);
        assertThat(poll.bytesUp().estimate() - polled.bytesUp().estimate())
                .isCloseTo(22 * polled.requests().estimate(), within(1e-9));

        OfferedLoad idle = OfferedLoad.of(new Idle(10, 64, TIMING));
        TransportModel websocket = TransportModels.byId("websocket").orElseThrow();
        Prediction.Traffic pings = websocket.predictIdle(new IdleModel(idle, 100e6, HEADS, true));
        assertThat(pings.bytesDown().estimate()).isCloseTo((2 + 38) / 25.0, within(1e-9));
    }

    @Test
    void overHttp2AnEventIsAFrameAndAHeadItsIndices() {
        HttpHeadSizes held = TransportModels.byId("long-poll").orElseThrow().headsOverHttp2(TIMING);
        // 36 characters of a target are 26 bytes in Huffman's code.
        assertThat(held.pollRequest()).isEqualTo(9 + 4 + 2 + 26);
        assertThat(held.carrying(UNITS).pollResponse()).isEqualTo(9 + 3 + 2 + 1 + 2 + 9);
        HttpHeadSizes posted = TransportModels.byId("sse").orElseThrow().headsOverHttp2(TIMING);
        MessageModel load = model(new FanOut(100, 20, 64, TIMING), 0, posted);
        Prediction.Traffic sse = predict(load, "sse").traffic().orElseThrow();
        int framing = "id: abcdef-5000\ndata: \n\n".length();
        assertThat(sse.bytesDown().estimate())
                .isCloseTo(180 + framing + 9 + (posted.postResponse() + 40) / 100.0, within(1e-9));
        assertThat(sse.bytesUp().estimate())
                .isCloseTo((posted.postRequest() + 110) / 100.0, within(1e-9));
    }

    @Test
    void aVariantOverHttp2IsNamedAfterItsTransport() {
        TransportVariant sse = TransportVariant.byId("sse-h2-tls").orElseThrow();
        assertThat(sse.http2()).isTrue();
        assertThat(sse.tls()).isTrue();
        assertThat(TransportVariant.byId("websocket").flatMap(TransportVariant::overHttp2))
                .isEmpty();
        assertThat(TransportVariant.byId("short-poll-fresh").flatMap(TransportVariant::overHttp2))
                .isEmpty();
        assertThat(TransportVariant.usual()).noneMatch(TransportVariant::http2);
    }

    @Test
    void aVariantOverTlsIsNamedAfterItsTransport() {
        TransportVariant fresh = TransportVariant.byId("short-poll-fresh-tls").orElseThrow();
        assertThat(fresh.tls()).isTrue();
        assertThat(fresh.freshConnections()).isTrue();
        assertThat(TransportVariant.byId("tcp").flatMap(TransportVariant::secured))
                .isEqualTo(TransportVariant.byId("tcp-tls"));
        assertThat(TransportVariant.usual()).noneMatch(TransportVariant::tls);
    }

    private static Prediction.Traffic traffic(double rate, String transport) {
        return predict(fanOut(rate, 0), transport).traffic().orElseThrow();
    }

    private static Prediction predict(MessageModel model, String transport) {
        return TransportModels.byId(transport).orElseThrow().predict(model);
    }

    private static Prediction.Traffic idle(String transport, OfferedLoad load, double micros) {
        IdleModel model = new IdleModel(load, micros, HEADS, false);
        return TransportModels.byId(transport).orElseThrow().predictIdle(model);
    }

    private static Interval requests(Prediction prediction) {
        return prediction.traffic().orElseThrow().requests();
    }

    private static MessageModel fanOut(double rate, double cpuMicros) {
        return model(new FanOut(100, rate, 64, TIMING), cpuMicros);
    }

    /// There and back in 1 ms at best and 2 ms at worst, as likely the one as the other.
    private static MessageModel model(Workload workload, double cpuMicros) {
        return model(workload, cpuMicros, HEADS);
    }

    private static MessageModel model(Workload workload, double cpuMicros, HttpHeadSizes heads) {
        return new MessageModel(
                OfferedLoad.of(workload),
                new MeasuredInputs(
                        10e6,
                        OfferedLoad.of(workload).deliveries(),
                        quantile -> 1_000 + quantile * 1_000,
                        1_000,
                        cpuMicros,
                        0),
                UNITS,
                heads);
    }
}
