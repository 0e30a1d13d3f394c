package dev.wirelab.load.gatling;

import com.typesafe.scalalogging.Logger;
import com.typesafe.scalalogging.Logger$;
import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.commons.stats.Status;
import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import scala.Option;

/// A step of a Gatling scenario that is written in Java. It runs on the virtual user's event loop.
///
/// It leaves a loop or block that is to be left, as every step of Gatling itself does. Whatever
/// [#run] throws fails the virtual user and lets it go on.
public abstract class LoadAction implements Action {
    private final String name;
    private final Action next;
    private final CoreComponents core;
    private Logger logger = Logger$.MODULE$.apply(LoggerFactory.getLogger(getClass()));

    /// @param name what the step is called in Gatling's report
    /// @param next the step after it
    protected LoadAction(String name, ScenarioContext context, Action next) {
        this.name = name;
        this.next = next;
        this.core = context.coreComponents();
    }

    /// Does the step and in the end, now or later, calls [#next].
    protected abstract void run(Session session);

    @Override
    public final void execute(Session session) {
        Option<BlockExit> exit = BlockExit.mustExit(session);
        if (exit.isDefined()) {
            exit.get().exitBlock(core.statsEngine(), nowMillis());
            return;
        }
        try {
            run(session);
        } catch (RuntimeException e) {
            logger.underlying().warn("{} failed", name, e);
            core.statsEngine()
                    .logRequestCrash(session.scenario(), session.groups(), name, e.toString());
            next(session.markAsFailed());
        }
    }

    /// Sends the virtual user on. May be called on any thread.
    protected final void next(Session session) {
        next.$bang(session);
    }

    /// Gatling's clock, in milliseconds since 1970.
    protected final long nowMillis() {
        return core.clock().nowMillis();
    }

    /// What Gatling gives to every protocol.
    protected final CoreComponents core() {
        return core;
    }

    /// Writes a row of Gatling's report.
    ///
    /// @param problem what failed, or null if nothing did
    protected final void row(Session session, long startMillis, @Nullable String problem) {
        Status status = problem == null ? OK$.MODULE$ : KO$.MODULE$;
        core.statsEngine()
                .logResponse(
                        session.scenario(),
                        session.groups(),
                        name,
                        startMillis,
                        nowMillis(),
                        status,
                        Option.empty(),
                        Option.apply(problem));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Logger logger() {
        return logger;
    }

    @Override
    public final void com$typesafe$scalalogging$StrictLogging$_setter_$logger_$eq(Logger value) {
        logger = value;
    }
}
