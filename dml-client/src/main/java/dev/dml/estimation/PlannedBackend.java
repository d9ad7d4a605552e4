package dev.dml.estimation;

import dev.dml.data.CausalData;
import dev.dml.run.RunDirectory;
import dev.dml.task.Backend;
import dev.dml.task.ForwardingBackend;
import dev.dml.task.NuisanceTask;
import dev.dml.task.Sink;
import dev.dml.wire.protocol.RunPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Notes the plan of a run before its first task, when everything has been checked, and says how to
 * go on with it.
 */
final class PlannedBackend implements ForwardingBackend {

  private final Backend inner;
  private final RunDirectory run;
  private final RunPlan plan;
  private final Optional<RunPlan> known;
  private final Optional<String> command;
  private final Consumer<String> notices;
  private final Consumer<Boolean> beginning;
  private boolean begun;

  /**
   * A backend whose run has not begun.
   *
   * @param known the plan that is kept, if it was read already
   * @param command what goes on with the run; empty if nothing can
   * @param beginning is told, before the first task, whether the run is new
   */
  PlannedBackend(
      Backend inner,
      RunDirectory run,
      RunPlan plan,
      Optional<RunPlan> known,
      Optional<String> command,
      Consumer<String> notices,
      Consumer<Boolean> beginning) {
    this.inner = inner;
    this.run = run;
    this.plan = plan;
    this.known = known;
    this.command = command;
    this.notices = notices;
    this.beginning = beginning;
  }

  /** Whether there is a plan to go on with. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public Backend inner() {
    return inner;
  }

  @Override
  public void run(CausalData data, List<NuisanceTask> tasks, Sink sink) {
    if (!begun) {
      beginning.accept(run.begin(plan, known));
      begun = true;
      command.ifPresent(text -> notices.accept("if this run stops, go on with: " + text));
    }
    inner.run(data, tasks, sink);
  }
}
