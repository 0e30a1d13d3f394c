package dev.wirelab.transports.kit;

/// The lab that the kit tests.
final class Labs {
    private Labs() {}

    static LabUnderTest start(LabSettings settings) {
        return factory().start(settings);
    }

    private static LabFactory factory() {
        return TestLab::start;
    }
}
