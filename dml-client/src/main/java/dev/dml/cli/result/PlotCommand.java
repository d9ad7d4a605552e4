package dev.dml.cli.result;

import dev.dml.cli.option.ExitCode;
import dev.dml.cli.option.TextOutput;
import dev.dml.cli.terminal.Terminal;
import dev.dml.data.InvalidInput;
import dev.dml.plot.Plot;
import dev.dml.plot.Scene;
import dev.dml.wire.document.ResultDocument;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dml plot}. */
@Command(
    name = "plot",
    mixinStandardHelpOptions = true,
    description = "Draws one picture of a result, as SVG, PNG or PDF.",
    footer = {
      "",
      "Examples:",
      "  dml plot rand.json overlap --output overlap.svg",
      "  dml plot counties.json averages --number 2 --output groups.pdf"
    })
public final class PlotCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RESULT",
      description = "A result that --format json wrote.")
  private Path file;

  @Parameters(
      index = "1",
      paramLabel = "KIND",
      description = "What to draw: ${COMPLETION-CANDIDATES}.")
  private Plot kind;

  @Option(
      names = "--number",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Which one, where there are several, such as one for each estimate; 1 if left out. Of"
              + " averages, 1 is the event study, 2 are the groups and 3 the periods.")
  private int number;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The file, whose name ends in .svg, .png or .pdf; SVG to standard output.")
  private Optional<Path> output;

  /** The command. */
  public PlotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    TextOutput.keepApart(output, Map.of("the result " + file, file));
    Optional<Picture> picture = output.map(Picture::at);
    Scene scene = scene(ResultDocument.read(file)).titled();
    picture.ifPresentOrElse(target -> target.write(scene), () -> terminal.print(scene.svg()));
    output.ifPresent(path -> TextOutput.sayWrote(path, terminal));
    return ExitCode.DONE;
  }

  private Scene scene(ResultDocument result) {
    List<Scene> scenes = kind.scenes(result);
    if (scenes.isEmpty()) {
      String there =
          Arrays.stream(Plot.values())
              .filter(other -> !other.scenes(result).isEmpty())
              .map(Plot::toString)
              .collect(Collectors.joining(", "));
      throw new InvalidInput(file + " has nothing for " + kind + " to draw; it has " + there);
    }
    if (number < 1 || number > scenes.size()) {
      throw new InvalidInput(
          "--number must be from 1 to " + scenes.size() + " for " + kind + ", but was " + number);
    }
    return scenes.get(number - 1);
  }
}
