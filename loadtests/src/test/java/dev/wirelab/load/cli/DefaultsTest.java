package dev.wirelab.load.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wirelab.load.capacity.Search;
import dev.wirelab.load.compare.ComparisonPlan;
import dev.wirelab.load.compare.ComparisonRun;
import dev.wirelab.load.compare.RowPlan;
import dev.wirelab.load.plan.Timing;
import dev.wirelab.load.theory.TransportModels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The defaults of options, and that the help states them.
final class DefaultsTest {
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);

    @Test
    void
            aComparisonIsOfTheUsualTransportsWithAnAAndTakesLessThanSixMinutesWithPracticeAndCalibration()
                    throws Exception {
        ComparisonPlan settings = compare();
        assertThat(settings.rows())
                .extracting(RowPlan::id)
                .containsExactly(
                        "websocket", "sse", "long-poll", "short-poll", "tcp", "websocket-again");
        assertThat(settings.repeats()).isEqualTo(4);
        assertThat(ComparisonRun.estimate(settings)).isBetween(Duration.ofMinutes(3), SIX_MINUTES);
    }

    @Test
    void everyMeasurementHasTheUsualTransportsUnlessOthersOrAllAreNamed() throws Exception {
        List<String> usual = TransportModels.usualIds();
        for (MeasurementCommand command :
                List.of(new CompareCommand(), new CapacityCommand(), new CrossoverCommand())) {
            assertThat(help(command, "--transports"))
                    .contains("(default: " + String.join(", ", usual) + ";");
            CommandLine.populateCommand(command);
            assertThat(command.transports()).isEqualTo(usual);
            CommandLine.populateCommand(command, "--transports=all");
            assertThat(command.transports()).isEqualTo(TransportModels.ids());
            CommandLine.populateCommand(command, "--transports=tcp,sse");
            assertThat(command.transports()).containsExactly("tcp", "sse");
        }
        assertThat(compare("--transports=all", "--quick").rows())
                .extracting(RowPlan::id)
                .isEqualTo(TransportModels.ids());
    }

    @Test
    void severalServersHaveARowForEachTransportThatOneHas() throws Exception {
        ComparisonPlan servers =
                compare("--server=wirelab", "--server=nchan", "--transports=websocket,sse,tcp");
        assertThat(servers.rows())
                .extracting(RowPlan::id)
                .containsExactly(
                        "wirelab-websocket",
                        "wirelab-sse",
                        "wirelab-tcp",
                        "nchan-websocket",
                        "nchan-sse",
                        "wirelab-websocket-again");
        assertThat(compare("--server=nats").rows())
                .extracting(RowPlan::id)
                .containsExactly("nats-tcp");
        assertThat(
                        ComparisonRun.estimate(compare("--server=nats"))
                                .minus(ComparisonRun.estimate(compare("--server=nats", "--quick"))))
                .as("another server practises, too")
                .isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void aQuickOneTakesLessThanAMinute() throws Exception {
        Duration quick = ComparisonRun.estimate(compare("--quick"));
        assertThat(quick).isLessThan(Duration.ofMinutes(1));
        assertThat(compare("--quick").warmsUp()).as("it has no time for it").isFalse();
    }

    @Test
    void theHelpOfCompareSaysWhatItDoes() throws Exception {
        ComparisonPlan usual = compare();
        ComparisonPlan quick = compare("--quick");
        ComparisonPlan idle = compare("--workload", "idle");
        assertThat(timing(quick).duration()).isEqualTo(timing(usual).duration());
        assertThat(help(new CompareCommand(), "--duration"))
                .contains(
                        "(default: %ds; idle: %ds)"
                                .formatted(
                                        timing(usual).duration().toSeconds(),
                                        timing(idle).duration().toSeconds()));
        assertThat(help(new CompareCommand(), "--warm-up")).contains(only(timing(usual).warmUp()));
        assertThat(help(new CompareCommand(), "--repeats"))
                .contains(
                        "(default: %d; quick: %d; sure: %d)"
                                .formatted(
                                        usual.repeats(),
                                        quick.repeats(),
                                        compare("--sure").repeats()));
        assertThat(help(new CompareCommand(), "--poll-interval"))
                .contains(only(timing(usual).pollInterval()));
    }

    @Test
    void theHelpOfCapacitySaysWhatItDoes() throws Exception {
        CapacityCommand options = new CapacityCommand();
        CommandLine.populateCommand(options);
        Timing timing = options.plan().workload().timing();
        assertThat(help(options, "--duration")).contains(only(timing.duration()));
        assertThat(help(options, "--warm-up")).contains(only(timing.warmUp()));
        assertThat(help(options, "--poll-interval")).contains(only(timing.pollInterval()));
        CapacityCommand byRate = new CapacityCommand();
        CommandLine.populateCommand(byRate, "--by", "rate");
        Search.Range readers = options.plan().range();
        Search.Range rate = byRate.plan().range();
        assertThat(help(options, "--from")).contains(loads(readers.start(), rate.start()));
        assertThat(help(options, "--to")).contains(loads(readers.most(), rate.most()));
    }

    @Test
    void theHelpOfCrossoverSaysWhatItDoes() throws Exception {
        CrossoverCommand options = new CrossoverCommand();
        CommandLine.populateCommand(options);
        Timing timing = options.plan().grid().getFirst().workload().timing();
        assertThat(help(options, "--duration")).contains(only(timing.duration()));
        assertThat(help(options, "--warm-up")).contains(only(timing.warmUp()));
    }

    private static ComparisonPlan compare(String... arguments) throws Exception {
        CompareCommand options = new CompareCommand();
        CommandLine.populateCommand(options, arguments);
        return options.plan();
    }

    private static Timing timing(ComparisonPlan settings) {
        return settings.rows().getFirst().workload().timing();
    }

    private static String help(Object options, String name) {
        return String.join(
                " ", new CommandLine(options).getCommandSpec().findOption(name).description());
    }

    private static String only(Duration usual) {
        return "(default: %ds)".formatted(usual.toSeconds());
    }

    private static String loads(double readers, double rate) {
        return "(default: %.0f readers, or %.0f messages a second)".formatted(readers, rate);
    }
}
