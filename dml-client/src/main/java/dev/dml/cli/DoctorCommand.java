package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.SpecArgument;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.doctor.AccountExamination;
import dev.dml.doctor.Check;
import dev.dml.doctor.JobExamination;
import dev.dml.estimation.SpecData;
import dev.dml.file.DataFiles;
import dev.dml.report.TextTable;
import dev.dml.report.sheet.Sheet;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.DataSpec;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.stored.StoredData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Checks whether this machine has what the program needs, and says what to do if not.",
      "With --aws, or a spec whose backend.type is lambda, it also tries every call to AWS that a"
          + " run makes, which costs one invocation and leaves some small objects in the bucket;"
          + " with one whose backend.type is batch, every call but those that submit or end jobs.",
      "Exits with 1 if something is missing that every estimation needs, or if AWS is checked and"
          + " a run on it would fail."
    },
    footer = {
      "",
      "Examples:",
      "  dml doctor",
      "  dml doctor --aws --set backend.function=dml-nuisance:live --set backend.bucket=my-bucket"
    })
final class DoctorCommand implements Callable<Integer> {

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      paramLabel = "SPEC",
      arity = "0..1",
      description =
          "A spec, of which only the section backend is looked at and, if that says lambda or"
              + " batch, how large the data are.")
  private SpecArgument spec;

  @Option(names = "--aws", description = "Check AWS too; the same as --set backend.type=lambda.")
  private boolean aws;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "A value in place of the spec's, such as backend.region=eu-west-1.")
  private List<String> overrides = new ArrayList<>();

  DoctorCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    SpecFile file = file();
    List<Check> checks =
        new ArrayList<>(
            new Examination(environment, Path.of(System.getProperty("user.home"))).checks());
    switch (BackendSpec.of(file)) {
      case BackendSpec.Local _ -> {}
      case BackendSpec.Lambda lambda ->
          checks.addAll(
              new AccountExamination(lambda, environment, dataBytes(file, checks)).checks());
      case BackendSpec.Batch batch ->
          checks.addAll(new JobExamination(batch, environment, dataBytes(file, checks)).checks());
    }
    Sheet sheet =
        new Sheet.Builder<>("Checks", checks)
            .words("", check -> word(check.verdict()))
            .words("what", Check::subject)
            .words("found", Check::finding)
            .build();
    List<String> lines = new ArrayList<>(new TextTable(sheet).lines(terminal.columns()));
    List<String> advice =
        checks.stream()
            .filter(check -> !check.advice().isEmpty())
            .map(check -> check.subject() + ": " + check.advice())
            .toList();
    if (!advice.isEmpty()) {
      lines.add("");
      lines.add("What to do:");
      // Not folded: they hold commands to copy.
      advice.forEach(sentence -> lines.add("  " + sentence));
    }
    terminal.print(lines);
    return checks.stream().anyMatch(check -> check.verdict() == Check.Verdict.FAIL)
        ? ExitCode.FAILED
        : ExitCode.DONE;
  }

  /** The size of the data that the spec names, if it names any and they can be read. */
  private static OptionalLong dataBytes(SpecFile file, List<Check> checks) {
    Optional<DataSpec> named = DataSpec.of(file);
    if (named.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      CausalData data = new SpecData(named.get(), new DataFiles()).read();
      return OptionalLong.of(StoredData.bytes(data));
    } catch (InvalidInput e) {
      checks.add(Check.fail("data", "cannot be read", String.join("; ", e.problems())));
      return OptionalLong.empty();
    }
  }

  private SpecFile file() {
    List<String> all = new ArrayList<>(overrides);
    if (aws) {
      all.add("backend.type=lambda");
    }
    return spec == null ? SpecFile.ofOverrides(all) : spec.read(terminal.in(), all);
  }

  private static String word(Check.Verdict verdict) {
    return verdict == Check.Verdict.UNKNOWN ? "-" : verdict.name().toLowerCase(Locale.ROOT);
  }
}
