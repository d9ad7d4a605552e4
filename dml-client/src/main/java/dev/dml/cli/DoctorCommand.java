package dev.dml.cli;

import dev.dml.report.Sheet;
import dev.dml.report.TextTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dml doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks whether this machine has what the program needs, and says what to do if not.",
      "Exits with 1 if something is missing that every estimation needs."
    },
    footer = {"", "Example:", "  dml doctor"})
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  DoctorCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<Check> checks =
        new Examination(environment, Path.of(System.getProperty("user.home"))).checks();
    Sheet sheet =
        new Sheet.Builder<>("Checks", checks)
            .words("", check -> check.verdict().name().toLowerCase(Locale.ROOT))
            .words("what", Check::subject)
            .words("found", Check::finding)
            .build();
    List<String> lines = new ArrayList<>(new TextTable(sheet).lines());
    List<String> advice =
        checks.stream()
            .filter(check -> !check.advice().isEmpty())
            .map(check -> check.subject() + ": " + check.advice())
            .toList();
    if (!advice.isEmpty()) {
      lines.add("");
      lines.add("What to do:");
      advice.forEach(line -> lines.add("  " + line));
    }
    terminal.print(lines);
    return checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.FAIL)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }
}
