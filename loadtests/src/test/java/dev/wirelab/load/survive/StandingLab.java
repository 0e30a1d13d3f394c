package dev.wirelab.load.survive;

import dev.wirelab.load.measure.Target;
import java.util.List;

/// A lab that trials share, perhaps behind something: it cannot be restarted.
record StandingLab(Target target, List<Target> fronts) implements TrialLab {
    @Override
    public void prepareRestart() {
        throw new IllegalStateException("others use it, too");
    }

    @Override
    public void restart() {
        throw new IllegalStateException("others use it, too");
    }
}
