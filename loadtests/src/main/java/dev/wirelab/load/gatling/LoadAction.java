package dev.wirelab.load.gatling;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Option;

/// A step of a Gatling scenario that is written in Java. It runs on the virtual user's event loop
/// and leaves loops and blocks as Gatling's own steps do. An exception marks the virtual user as
/// failed, and it continues with the next step.
public final class LoadAction implements Action {
    private static final String PROBLEM = "wirelab.problem";

    private final String name;
    private final Action next;
    private final CoreComponents core;
    private final Step step;
    private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(LoadAction.class));

    /// The work of a step.
    @FunctionalInterface
    public interface Step {
        /// Does the work and in the end, now or later, calls [Execution#next].
        void run(Session session, Execution execution);
    }

    private LoadAction(String name, ScenarioContext context, Action next, Step step) {
        this.name = name;
        this.next = next;
        this.core = context.coreComponents();
        this.step = step;
    }

    /// The last step of a virtual user that failed, and why; empty if none did.
    public static Optional<String> problem(io.gatling.javaapi.core.Session user) {
        return Optional.ofNullable(user.getString(PROBLEM));
    }

    /// A step.
    ///
    /// @param name its name in Gatling's report
    public static ActionBuilder of(String name, Step step) {
        return with(name, _ -> step);
    }

    /// A step that needs the context of its scenario.
    ///
    /// @param name its name in Gatling's report
    public static ActionBuilder with(String name, Function<ScenarioContext, Step> step) {
        return () -> (context, next) -> new LoadAction(name, context, next, step.apply(context));
    }

    @Override
    public void execute(Session session) {
        Option<BlockExit> exit = BlockExit.mustExit(session);
        if (exit.isDefined()) {
            exit.get().exitBlock(core.statsEngine(), core.clock().nowMillis());
            return;
        }
        Execution execution = new Execution();
        try {
            step.run(session, execution);
        } catch (RuntimeException e) {
            logger.underlying().warn("{} failed", name, e);
            if (execution.ends()) {
                core.statsEngine()
                        .logRequestCrash(session.scenario(), session.groups(), name, e.toString());
                next.$bang(failed(session, e.toString()));
            }
        }
    }

    private Session failed(Session session, String problem) {
        return session.set(PROBLEM, name + ": " + problem).markAsFailed();
    }

    /// The step as one virtual user executes it. It ends once; further endings are ignored, since a
    /// virtual user that continued twice would be two.
    public final class Execution {
        private final long startMillis = core.clock().nowMillis();
        private final AtomicBoolean over = new AtomicBoolean();

        /// Passes the virtual user to the next step. May be called on any thread.
        public void next(Session session) {
            if (ends()) {
                next.$bang(session);
            }
        }

        /// Writes a row of Gatling's report and passes the virtual user to the next step.
        ///
        /// @param problem what failed, or null if nothing did
        public void finish(Session session, @Nullable String problem) {
            if (!ends()) {
                return;
            }
            core.statsEngine()
                    .logResponse(
                            session.scenario(),
                            session.groups(),
                            name,
                            startMillis,
                            core.clock().nowMillis(),
                            problem == null ? OK$.MODULE$ : KO$.MODULE$,
                            Option.empty(),
                            Option.apply(problem));
            next.$bang(problem == null ? session : failed(session, problem));
        }

        CoreComponents core() {
            return core;
        }

        private boolean ends() {
            return over.compareAndSet(false, true);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Logger logger() {
        return logger;
    }

    @Override
    public void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger value) {
        logger = value;
    }
}
