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

/** {@code dml study resume}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description = {
      "Goes on with a study that stopped: runs what is not over, and gives the same tables as a run"
          + " that never stopped."
    },
    footer = {"", "Example:", "  dml study resume examples/study.yaml"})
final class StudyResumeCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Mixin private StudyOptions options;

  @Option(names = "--failed", description = "Also run those again that failed.")
  private boolean failed;

  @Mixin private RunOptions run;

  StudyResumeCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Study study = options.study();
    StudyFolder folder = options.folder(study);
    folder.check(study);
    folder.checkFiles(study);
    return new StudyRunner(study, folder, options, run, terminal, environment)
        .run(() -> {}, failed);
  }
}
