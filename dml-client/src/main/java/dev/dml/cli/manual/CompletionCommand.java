package dev.dml.cli.manual;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code dml completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Writes a script with which bash and zsh complete commands and options.",
    footer = {"", "Example:", "  source <(dml completion)"})
public final class CompletionCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the script instead of standard output.")
  private Optional<Path> output;

  /** The command. */
  public CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TextOutput target = TextOutput.of(output, terminal);
    target.write(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
    return ExitCode.DONE;
  }
}
