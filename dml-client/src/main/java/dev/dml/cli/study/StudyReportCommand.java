package dev.dml.cli.study;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.study.StudyFolder;
import dev.dml.study.StudyReport;
import dev.dml.wire.study.Study;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dml study report}. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes report.html into the folder of a study, one page that needs no other file, and its"
          + " pictures as SVG: a specification curve, or for simulations the coverage."
    },
    footer = {"", "Example:", "  dml study report examples/study.yaml"})
final class StudyReportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin private StudyOptions options;

  StudyReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = options.study();
    StudyFolder folder = options.folder(study);
    folder.check(study);
    new StudyReport(study, folder)
        .write()
        .forEach(name -> TextOutput.sayWrote(folder.path().resolve(name), terminal));
    return ExitCode.DONE;
  }
}
