package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.data.text.Spelling;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Setting;
import dev.dml.report.TextTable;
import dev.dml.report.sheet.Sheet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dml learners}. */
@Command(
    name = "learners",
    mixinStandardHelpOptions = true,
    description = "Lists the learners with their settings, legal values and defaults.",
    footer = {"", "Example:", "  dml learners random-forest"})
final class LearnersCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "The learners to show; all if left out.")
  private List<String> names = new ArrayList<>();

  LearnersCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<String> lines = new ArrayList<>();
    for (LearnerType<?> type : chosen()) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.add(type.name() + ": " + type.description());
      if (!type.settings().isEmpty()) {
        settings(type).forEach(line -> lines.add(line.isEmpty() ? "" : "  " + line));
      }
    }
    terminal.print(lines);
    return ExitCode.DONE;
  }

  private Collection<LearnerType<?>> chosen() {
    LearnerTypes installed = LearnerTypes.installed();
    if (names.isEmpty()) {
      return installed.all();
    }
    List<LearnerType<?>> chosen = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      installed
          .named(name)
          .ifPresentOrElse(
              chosen::add,
              () ->
                  problems.add(
                      "no learner is named "
                          + name
                          + "; "
                          + Spelling.question(name, names(installed))
                          + "legal: "
                          + String.join(", ", names(installed))));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return chosen;
  }

  private static List<String> names(LearnerTypes installed) {
    return installed.all().stream().<String>map(LearnerType::name).toList();
  }

  private List<String> settings(LearnerType<?> type) {
    Sheet sheet =
        new Sheet.Builder<Setting<?>>(type.name(), type.settings())
            .words("setting", Setting::name)
            .words("default", LearnersCommand::defaultValue)
            .words("legal", Setting::legal)
            .words("scikit-learn", Setting::scikitLearnName)
            .words("meaning", Setting::description)
            .build();
    return new TextTable(sheet).lines(terminal.columns() - 2);
  }

  private static <T> String defaultValue(Setting<T> setting) {
    return String.valueOf(setting.write(setting.defaultValue()));
  }
}
