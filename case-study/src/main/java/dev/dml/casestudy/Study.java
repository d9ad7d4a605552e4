package dev.dml.casestudy;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import dev.dml.fetch.FetchException;
import dev.dml.inference.UnidentifiedException;
import dev.dml.task.TaskFailedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A program that estimates a published result again from its public data set. */
abstract class Study implements Callable<Integer> {

  /** The exit codes of the {@code dml} command. */
  static final int DONE = 0;

  static final int FAILED = 1;
  static final int INPUT_WRONG = 2;

  private final Function<Optional<Path>, List<Path>> fetch;

  @Spec private CommandSpec command;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "directory that holds the published file; without it, the directory that DML_DATA_DIR"
              + " names, else the network")
  private Path from;

  /**
   * A study of a public data set.
   *
   * @param fetch gets the prepared files, from a directory if one is given
   */
  Study(Function<Optional<Path>, List<Path>> fetch) {
    this.fetch = fetch;
  }

  /** Runs a program with its arguments: what goes wrong is one sentence on standard error. */
  static CommandLine program(Study study) {
    return new CommandLine(study)
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              int code =
                  switch (exception) {
                    case InvalidInput wrong -> INPUT_WRONG;
                    case FetchException absent -> INPUT_WRONG;
                    case TaskFailedException failed -> FAILED;
                    case UnidentifiedException unidentified -> FAILED;
                    default -> throw exception;
                  };
              line.getErr().println(exception.getMessage());
              return code;
            });
  }

  @Override
  public Integer call() {
    return run(fetch.apply(Optional.ofNullable(from)));
  }

  /**
   * Estimates and prints.
   *
   * @param files the prepared data files, the one to begin with first
   * @return the exit code
   */
  abstract int run(List<Path> files);

  /** The standard output. */
  final PrintWriter out() {
    return command.commandLine().getOut();
  }

  static CausalData read(Path file, Roles roles) {
    return new CsvFile(file).read().causalData(roles, MissingPolicy.ERROR);
  }
}
