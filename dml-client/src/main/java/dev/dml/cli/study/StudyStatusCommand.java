package dev.dml.cli.study;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import dev.dml.report.TextTable;
import dev.dml.report.sheet.Sheet;
import dev.dml.study.StudyFolder;
import dev.dml.study.StudyOverview;
import dev.dml.wire.study.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dml study status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Says how far a study is, also while another terminal runs it.",
    footer = {"", "Example:", "  dml study status examples/study.yaml --by learners.ml_l"})
final class StudyStatusCommand implements Callable<Integer> {

  private static final int MOST_FAILURES = 5;

  private final Terminal terminal;

  @Mixin private StudyOptions options;

  @Option(
      names = "--by",
      paramLabel = "VARIABLE",
      description = "Also by the values of a variable, those that take longest first.")
  private Optional<String> variable;

  StudyStatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Study study = options.study();
    variable.ifPresent(name -> check(name, study));
    StudyFolder folder = options.folder(study);
    folder.check(study);
    StudyOverview overview = StudyOverview.of(study, folder);
    List<String> lines = new ArrayList<>();
    StudyOverview.Part all = overview.all();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s, %,d of %,d estimations done, %,d of them failed; %,d fits, and %,d more were"
                + " shared; %.2f s each",
            study.name(),
            state(overview),
            all.done(),
            all.total(),
            all.failed(),
            all.fitted(),
            all.shared(),
            all.meanTime().toNanos() / 1e9));
    variable.ifPresent(
        name -> {
          lines.add("");
          lines.addAll(new TextTable(sheet(name, overview)).lines(terminal.columns()));
        });
    overview.slow().forEach(part -> lines.add("slow: " + part));
    overview.failures(MOST_FAILURES).forEach(failure -> lines.add("failed: " + failure));
    terminal.print(lines);
    return ExitCode.DONE;
  }

  private static String state(StudyOverview overview) {
    if (overview.running()) {
      return "running";
    }
    return overview.all().done() == overview.all().total() ? "done" : "stopped";
  }

  private static void check(String name, Study study) {
    if (!study.columns().contains(name)) {
      throw new InvalidInput(
          "--by: "
              + name
              + " is no variable of the study; "
              + Spelling.question(name, study.columns())
              + "there are: "
              + String.join(", ", study.columns()));
    }
  }

  private static Sheet sheet(String name, StudyOverview overview) {
    return new Sheet.Builder<>(name, overview.by(name))
        .words(name, StudyOverview.Part::name)
        .numbers("of", part -> count(part.total()))
        .numbers("done", part -> count(part.done()))
        .numbers("failed", part -> count(part.failed()))
        .numbers("fits", part -> count(part.fitted()))
        .numbers("shared", part -> count(part.shared()))
        .numbers(
            "s each", part -> String.format(Locale.ROOT, "%.2f", part.meanTime().toNanos() / 1e9))
        .build();
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
