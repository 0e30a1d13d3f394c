package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/// The kit's own test: on a broken transport its tests fail, and on the same transport unbroken
/// they pass.
@Timeout(120)
final class KitCatchesFaultsTest {
    /// The fault of the labs that the contracts below start; set by one test at a time.
    private static volatile Fault fault = Fault.NONE;

    /// All faults on all transports.
    static Stream<Arguments> broken() {
        return Arrays.stream(Wire.values())
                .flatMap(wire ->
                        Arrays.stream(Fault.values())
                                .filter(fault -> fault != Fault.NONE)
                                .map(fault -> Arguments.of(wire, fault)));
    }

    @ParameterizedTest(name = "{0} that {1}")
    @MethodSource("broken")
    void aBrokenTransportFails(Wire wire, Fault broken) {
        Events tests = run(wire, broken, List.of(broken));
        assertThat(tests.failed().count()).as("failed tests of %s", broken).isPositive();
        assertThat(tests.failed().stream())
                .allSatisfy(event ->
                        assertThat(
                                        event.getRequiredPayload(TestExecutionResult.class)
                                                .getThrowable())
                                .get()
                                .isInstanceOf(AssertionError.class));
    }

    @ParameterizedTest
    @EnumSource
    void theSameTransportUnbrokenPasses(Wire wire) {
        List<Fault> all = Arrays.stream(Fault.values()).filter(f -> f != Fault.NONE).toList();
        Events tests = run(wire, Fault.NONE, all);
        assertThat(tests.failed().stream()).isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThanOrEqualTo(5);
    }

    private static Events run(Wire wire, Fault committed, List<Fault> noticed) {
        fault = committed;
        DiscoverySelector[] methods =
                noticed.stream()
                        .map(Fault::noticedBy)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .map(name -> selectMethod(contractOf(wire), name, parametersOf(name)))
                        .toArray(DiscoverySelector[]::new);
        return EngineTestKit.engine("junit-jupiter").selectors(methods).execute().testEvents();
    }

    private static String parametersOf(String method) {
        return method.equals(Fault.TRIMS.noticedBy()) ? String.class.getName() : "";
    }

    private static Class<? extends TransportContract> contractOf(Wire wire) {
        return switch (wire) {
            case WEBSOCKET -> BrokenWebSocket.class;
            case LONG_POLL -> BrokenLongPoll.class;
            case SHORT_POLL -> BrokenShortPoll.class;
            case TCP -> BrokenTcp.class;
        };
    }

    static final class BrokenWebSocket extends TransportContract {
        BrokenWebSocket() {
            super(Wire.WEBSOCKET);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return new FaultyLab(super.startLab(settings), fault);
        }
    }

    static final class BrokenLongPoll extends TransportContract {
        BrokenLongPoll() {
            super(Wire.LONG_POLL);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return new FaultyLab(super.startLab(settings), fault);
        }
    }

    static final class BrokenShortPoll extends TransportContract {
        BrokenShortPoll() {
            super(Wire.SHORT_POLL);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return new FaultyLab(super.startLab(settings), fault);
        }
    }

    static final class BrokenTcp extends TransportContract {
        BrokenTcp() {
            super(Wire.TCP);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return new FaultyLab(super.startLab(settings), fault);
        }
    }
}
