package dev.dml.cli.manual;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.file.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dml manual}, with which archives are made. */
@Command(
    name = "manual",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Writes a page for man of every command.")
public final class ManualCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Where the pages are written.")
  private Path folder;

  /** The command. */
  public ManualCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InvalidInput(
          "the directory " + folder + " could not be made: " + FileProblem.of(e));
    }
    write(spec.root().commandLine());
    TextOutput.sayWrote(folder, terminal);
    return ExitCode.DONE;
  }

  private void write(CommandLine command) {
    ManualPage page = new ManualPage(command);
    OutputFile.at(folder.resolve(page.name() + ".1")).write(page.text());
    command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandSpec().usageMessage().hidden())
        .distinct()
        .forEach(this::write);
  }
}
