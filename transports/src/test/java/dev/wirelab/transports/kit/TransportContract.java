package dev.wirelab.transports.kit;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Everything that docs/protocol.md promises on every transport. A transport's own test extends
/// this, names its [KitTransport], and adds what is peculiar to it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class TransportContract
        implements SessionRules,
                LogInRules,
                AddressRules,
                VisibilityRules,
                CommandRules,
                AnswerRules,
                EventRules,
                CursorRules,
                BinaryContentRules,
                LimitRules,
                RefusalRules {
    private final KitTransport wire;
    private LabUnderTest lab;
    private Scene scene;

    @SuppressWarnings("NullAway.Init")
    TransportContract(KitTransport wire) {
        this.wire = wire;
    }

    @BeforeAll
    void startLab() {
        lab = startLab(LabSettings.defaults());
    }

    /// Starts the lab that this contract is held against.
    LabUnderTest startLab(LabSettings settings) {
        return Labs.start(settings);
    }

    @BeforeEach
    void setScene() {
        scene = new Scene(lab, wire);
    }

    @AfterEach
    void clearScene() {
        scene.close();
    }

    @AfterAll
    void endLab() {
        lab.close();
    }

    @Override
    public KitTransport wire() {
        return wire;
    }

    @Override
    public Scene scene() {
        return scene;
    }

    @Override
    public void inLab(LabSettings settings, Consumer<Scene> test) {
        try (LabUnderTest own = startLab(settings);
                Scene there = new Scene(own, wire)) {
            test.accept(there);
        }
    }
}
