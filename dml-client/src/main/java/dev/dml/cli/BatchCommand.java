package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.RunOptions;
import dev.dml.cli.option.SpecOptions;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.ProgressDisplay;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.file.DataFiles;
import dev.dml.file.OutputFile;
import dev.dml.file.OutputFiles;
import dev.dml.report.BatchOutcome;
import dev.dml.report.BatchReport;
import dev.dml.report.CsvReport;
import dev.dml.report.ReportFormat;
import dev.dml.result.DmlResult;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml batch}. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description = {
      "Estimates what several spec files describe.",
      "Writes DIR/NAME.json for each NAME.yaml and all estimates to DIR/summary.csv. A spec that"
          + " fails does not stop the others, and has a line with the reason; the exit code is then"
          + " that of the gravest failure: 2 if any input was wrong, else 1."
    },
    footer = {"", "Example:", "  dml batch specs/*.yaml --output results"})
final class BatchCommand implements Callable<Integer> {

  private static final String SUMMARY = "summary.csv";

  private final Terminal terminal;

  @Parameters(paramLabel = "SPEC", arity = "1..*", description = "Specs in YAML or JSON.")
  private List<Path> specs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      required = true,
      description = "The directory of the results; it is made if it is not there.")
  private Path output;

  @Mixin private SpecOptions set;

  @Mixin private RunOptions options;

  BatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, Path> byName = byName();
    checkOutputs(byName);
    makeDirectory();
    DataFiles files = options.files(terminal);
    int exitCode = ExitCode.DONE;
    Map<String, BatchOutcome> outcomes = new LinkedHashMap<>();
    for (Map.Entry<String, Path> spec : byName.entrySet()) {
      try {
        outcomes.put(
            spec.getKey(), BatchOutcome.done(estimate(spec.getKey(), spec.getValue(), files)));
      } catch (RuntimeException e) {
        Failure failure = Failure.of(e);
        if (failure.exitCode() == ExitCode.INTERRUPTED) {
          throw e;
        }
        List<String> reasons = reasons(spec.getValue(), failure);
        reasons.forEach(reason -> terminal.say(spec.getValue() + ": " + reason));
        outcomes.put(spec.getKey(), BatchOutcome.failed(String.join("; ", reasons)));
        exitCode = Math.max(exitCode, failure.exitCode());
      }
    }
    write(summary(), CsvReport.of(outcomes));
    terminal.print(BatchReport.of(outcomes, terminal.columns()));
    return exitCode;
  }

  private DmlResult estimate(String name, Path spec, DataFiles files) {
    Estimation estimation =
        Estimation.of(SpecFile.read(spec, set.overrides()).withRunSuffix(name), files)
            .withCommand(
                Map.of(
                    "format",
                    ReportFormat.JSON.toString(),
                    "output",
                    json(name).toAbsolutePath().toString()))
            .withNotices(terminal::say);
    terminal.say(spec.toString());
    DmlResult result;
    try (ProgressDisplay progress = options.progress(terminal)) {
      result = estimation.withProgress(progress::show).estimate();
    }
    write(json(name), ReportFormat.JSON.of(result));
    return result;
  }

  private void write(Path file, String text) {
    OutputFile.at(file).write(text);
    if (!options.isQuiet()) {
      TextOutput.sayWrote(file, terminal);
    }
  }

  /** Without the name of the spec, which problems of the file itself begin with. */
  private static List<String> reasons(Path spec, Failure failure) {
    String name = spec + ": ";
    return failure.sentences().stream()
        .map(text -> text.startsWith(name) ? text.substring(name.length()) : text)
        .toList();
  }

  /** The specs by the names of their results. */
  private Map<String, Path> byName() {
    Map<String, Path> byName = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Path spec : specs) {
      String name = spec.getFileName().toString().replaceFirst("\\.(yaml|yml|json)$", "");
      Path other = byName.putIfAbsent(name, spec);
      if (other != null) {
        problems.add(
            "the results of "
                + other
                + " and "
                + spec
                + " would both be "
                + json(name)
                + "; rename one of them");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return byName;
  }

  private Path json(String name) {
    return output.resolve(name + ".json");
  }

  private Path summary() {
    return output.resolve(SUMMARY);
  }

  /** No result may replace a spec or a file that one of them names. */
  private void checkOutputs(Map<String, Path> byName) {
    Map<String, Path> outputs = new LinkedHashMap<>();
    Map<String, Path> inputs = new LinkedHashMap<>();
    outputs.put("the summary " + summary(), summary());
    byName.forEach(
        (name, spec) -> {
          outputs.put("the result of " + spec, json(name));
          readBy(spec)
              .forEach(
                  (key, path) ->
                      inputs.putIfAbsent(
                          path.equals(spec) ? "the spec " + spec : key + " of " + spec, path));
        });
    new OutputFiles(outputs).keepApart(inputs);
  }

  private Map<String, Path> readBy(Path spec) {
    try {
      return NamedFiles.readBy(SpecFile.read(spec, set.overrides()));
    } catch (InvalidInput e) {
      return Map.of(); // It will be told when it is the turn of this spec.
    }
  }

  private void makeDirectory() {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new InvalidInput("the output " + output + " must be a directory, but is a file");
    }
    try {
      Files.createDirectories(output);
      OutputFile.at(summary());
    } catch (IOException e) {
      throw new InvalidInput(
          "the directory " + output + " could not be made: " + FileProblem.of(e));
    }
  }
}
