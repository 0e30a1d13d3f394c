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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Option;

/// A step of a Gatling scenario that is written in Java. It runs on the virtual user's event loop
/// and leaves loops and blocks as Gatling's own steps do. An exception marks the virtual user as
/// failed, and it continues with the next step.
public final class LoadAction implements Action {
    private final String name;
    private final Action next;
    private final CoreComponents core;
    private final Step step;
    private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(LoadAction.class));

    /// The work of a step.
    @FunctionalInterface
    public interface Step {
        /// Does the work and in the end, now or later, calls [LoadAction#next].
        void run(Session session, LoadAction action);
    }

    private LoadAction(String name, ScenarioContext context, Action next, Step step) {
        this.name = name;
        this.next = next;
        this.core = context.coreComponents();
        this.step = step;
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
            exit.get().exitBlock(core.statsEngine(), nowMillis());
            return;
        }
        try {
            step.run(session, this);
        } catch (RuntimeException e) {
            logger.underlying().warn("{} failed", name, e);
            core.statsEngine()
                    .logRequestCrash(session.scenario(), session.groups(), name, e.toString());
            next(session.markAsFailed());
        }
    }

    /// Passes the virtual user to the next step. May be called on any thread.
    public void next(Session session) {
        next.$bang(session);
    }

    /// Writes a row of Gatling's report and passes the virtual user to the next step.
    ///
    /// @param problem what failed, or null if nothing did
    public void finish(Session session, long startMillis, @Nullable String problem) {
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        name,
                        startMillis,
                        nowMillis(),
                        problem == null ? OK$.MODULE$ : KO$.MODULE$,
                        Option.empty(),
                        Option.apply(problem));
        next(problem == null ? session : session.markAsFailed());
    }

    /// Gatling's clock, in milliseconds since 1970.
    public long nowMillis() {
        return core.clock().nowMillis();
    }

    CoreComponents core() {
        return core;
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
