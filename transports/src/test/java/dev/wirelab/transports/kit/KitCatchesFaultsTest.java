package dev.wirelab.transports.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
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
    /// What [Broken] breaks, and how; set by one test at a time.
    private static volatile KitTransport broken = KitTransport.TCP;

    private static volatile Fault fault = Fault.NONE;

    /// Each fault on one transport, so that each transport has at least one.
    static Stream<Arguments> faulty() {
        return faulty(true);
    }

    /// All other pairs of a transport and a fault.
    static Stream<Arguments> otherFaulty() {
        return faulty(false);
    }

    private static Stream<Arguments> faulty(boolean chosen) {
        int transports = KitTransport.values().length;
        return Arrays.stream(KitTransport.values())
                .flatMap(wire ->
                        Arrays.stream(Fault.values())
                                .filter(fault -> fault != Fault.NONE)
                                .filter(fault ->
                                        (fault.ordinal() % transports == wire.ordinal()) == chosen)
                                .map(fault -> Arguments.of(wire, fault)));
    }

    @ParameterizedTest(name = "{0} that {1}")
    @MethodSource("faulty")
    void aFaultOfATransportFailsTheTestOfItsRule(KitTransport wire, Fault committed) {
        assertFails(wire, committed);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0} that {1}")
    @MethodSource("otherFaulty")
    void everyFaultOfEveryTransportFailsTheTestOfItsRule(KitTransport wire, Fault committed) {
        assertFails(wire, committed);
    }

    private static void assertFails(KitTransport wire, Fault committed) {
        Events tests = run(wire, committed, List.of(committed));
        assertThat(tests.failed().count()).as("failed tests of %s", committed).isPositive();
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
    void aTransportWithoutFaultsPassesTheSameTests(KitTransport wire) {
        List<Fault> all = Arrays.stream(Fault.values()).filter(f -> f != Fault.NONE).toList();
        Events tests = run(wire, Fault.NONE, all);
        assertThat(tests.failed().stream()).isEmpty();
        assertThat(tests.succeeded().count()).isGreaterThanOrEqualTo(5);
    }

    private static Events run(KitTransport wire, Fault committed, List<Fault> noticed) {
        broken = wire;
        fault = committed;
        DiscoverySelector[] methods =
                noticed.stream()
                        .map(Fault::noticedBy)
                        .distinct()
                        .sorted(Comparator.naturalOrder())
                        .map(name -> selectMethod(Broken.class, name, parametersOf(name)))
                        .toArray(DiscoverySelector[]::new);
        return EngineTestKit.engine("junit-jupiter").selectors(methods).execute().testEvents();
    }

    private static String parametersOf(String method) {
        return method.equals(Fault.TRIMS.noticedBy()) ? String.class.getName() : "";
    }

    /// The contract of any transport, held against a broken lab.
    static final class Broken extends TransportContract {
        Broken() {
            super(broken);
        }

        @Override
        LabUnderTest startLab(LabSettings settings) {
            return new FaultyLab(super.startLab(settings), fault);
        }
    }
}
