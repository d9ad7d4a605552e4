package dev.dml.cli.study;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.study.StudyBackend;
import dev.dml.study.StudyFolder;
import dev.dml.study.StudyProgress;
import dev.dml.study.StudyRun;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.study.Study;

/** Runs what is left of a study and says how it ended. */
record StudyRunner(Study study, StudyFolder folder, RunOptions options, Terminal terminal) {

  int run(boolean again) {
    StudyLine line = new StudyLine(terminal);
    StudyProgress end =
        new StudyRun(study, folder, backend(), options.files(terminal), line::update).run(again);
    line.close();
    terminal.print(
        "%,d of %,d estimations are done, %,d of them failed; %,d fits, and %,d more were shared%n%s%n"
            .formatted(
                end.done(),
                end.total(),
                end.failed(),
                end.fitted(),
                end.shared(),
                folder.path().resolve("results.csv")));
    return end.failed() > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private StudyBackend backend() {
    return switch (study.backend()) {
      case BackendSpec.Local local ->
          StudyBackend.local(
              local.threads().orElse(Runtime.getRuntime().availableProcessors()), study.size());
      case BackendSpec.Lambda lambda ->
          throw new InvalidInput("backend.type: must be local in a study, but was lambda");
    };
  }
}
