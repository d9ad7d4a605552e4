package dev.dml.cli.study;

import dev.dml.aws.fanout.StoppedRunException;
import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.run.UnfinishedRunException;
import dev.dml.study.LambdaStudyBackend;
import dev.dml.study.LocalStudyBackend;
import dev.dml.study.StudyBackend;
import dev.dml.study.StudyFolder;
import dev.dml.study.StudyProgress;
import dev.dml.study.StudyRun;
import dev.dml.task.CancelledException;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.study.Study;
import java.util.Map;
import java.util.function.Consumer;

/** Runs what is left of a study and says how it ended. */
record StudyRunner(
    Study study,
    StudyFolder folder,
    StudyOptions options,
    RunOptions run,
    Terminal terminal,
    Map<String, String> environment) {

  /**
   * Runs.
   *
   * @param beginning what is written first, when nothing speaks against running it
   * @param again whether estimations that failed are run again
   * @throws UnfinishedRunException if it is stopped where it runs
   */
  int run(Runnable beginning, boolean again) {
    StudyProgress end;
    try (StudyBackend backend = backend();
        StudyLine line = new StudyLine(terminal)) {
      beginning.run();
      Consumer<StudyProgress> listener = run.isQuiet() ? progress -> {} : line::update;
      end = new StudyRun(study, folder, backend, run.files(terminal), listener).run(again);
    } catch (StoppedRunException e) {
      throw new UnfinishedRunException(options.resumption(e.isRefused()), e);
    } catch (CancelledException e) {
      throw new UnfinishedRunException(options.resumption(true), e);
    }
    terminal.print(
        "%,d of %,d estimations are done, %,d of them failed; %,d fits, and %,d more were shared%n"
            .formatted(end.done(), end.total(), end.failed(), end.fitted(), end.shared()));
    if (!run.isQuiet()) {
      TextOutput.sayWrote(folder.path().resolve("results.csv"), terminal);
      TextOutput.sayWrote(folder.path().resolve("report.html"), terminal);
    }
    return end.failed() > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private StudyBackend backend() {
    return switch (study.backend()) {
      case BackendSpec.Local local ->
          LocalStudyBackend.of(
              local.threads().orElse(Runtime.getRuntime().availableProcessors()), study.size());
      case BackendSpec.Lambda lambda ->
          LambdaStudyBackend.open(lambda, environment, study, folder, terminal::say);
      case BackendSpec.Batch _ -> throw new IllegalStateException("a study refuses it");
    };
  }
}
