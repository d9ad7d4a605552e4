package dev.dml.cli;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.terminal.Terminal;
import dev.dml.fetch.PublicDataSet;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml fetch}. */
@Command(
    name = "fetch",
    mixinStandardHelpOptions = true,
    description = {
      "Fetches the data of a published study, verifies them and prints where they are.",
      "They are kept in the user's cache and fetched only once."
    },
    footer = {
      "",
      "Examples:",
      "  dml fetch bonus",
      "  dml fetch 401k --from /media/stick   (or DML_DATA_DIR=/media/stick dml fetch 401k)"
    })
final class FetchCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "The data set: ${COMPLETION-CANDIDATES}.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "A directory with the published file, for machines without a network.")
  private Optional<Path> from;

  FetchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.print(PublicDataSet.named(name).fetch(from).stream().map(Path::toString).toList());
    return ExitCode.DONE;
  }

  /** The names of the data sets. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return PublicDataSet.all().stream().map(PublicDataSet::name).iterator();
    }
  }
}
