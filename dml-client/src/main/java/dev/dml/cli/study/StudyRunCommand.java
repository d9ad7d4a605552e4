package dev.dml.cli.study;

import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.study.StudyFolder;
import dev.dml.wire.study.Study;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dml study run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs all estimations of a study.",
    footer = {"", "Example:", "  dml study run examples/study.yaml"})
final class StudyRunCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private StudyOptions options;

  @Mixin private RunOptions run;

  StudyRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = options.study();
    StudyFolder folder = options.folder(study);
    folder.begin(study);
    return new StudyRunner(study, folder, run, terminal).run(false);
  }
}
