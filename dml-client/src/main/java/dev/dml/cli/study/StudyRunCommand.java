package dev.dml.cli.study;

import dev.dml.cli.option.RunOptions;
import dev.dml.cli.terminal.Terminal;
import dev.dml.study.StudyFolder;
import dev.dml.wire.study.Study;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dml study run}. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs all estimations of a study.",
    footer = {"", "Example:", "  dml study run examples/study.yaml"})
final class StudyRunCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private StudyOptions options;

  @Option(
      names = "--dry-run",
      description = {
        "Run nothing: say how many estimations and fits there are, how long they take and cost,"
            + " and show the first three specs."
      })
  private boolean dryRun;

  @Mixin private RunOptions run;

  StudyRunCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Study study = options.study();
    if (dryRun) {
      return new StudyRehearsal(study, terminal, environment).print(run.files(terminal));
    }
    StudyFolder folder = options.folder(study);
    folder.checkNew(study);
    return new StudyRunner(study, folder, options, run, terminal, environment)
        .run(() -> folder.begin(study), false);
  }
}
