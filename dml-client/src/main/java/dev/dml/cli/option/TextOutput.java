package dev.dml.cli.option;

import dev.dml.cli.terminal.Terminal;
import dev.dml.file.OutputFile;
import dev.dml.file.OutputFiles;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a command writes its text.
 *
 * @param file the file; standard output if there is none
 */
public record TextOutput(Optional<OutputFile> file, Terminal terminal) {

  /**
   * What {@code --output} says, looked at before anything takes time.
   *
   * @throws dev.dml.data.InvalidInput if it cannot be written
   */
  public static TextOutput of(Optional<Path> output, Terminal terminal) {
    return new TextOutput(output.map(OutputFile::at), terminal);
  }

  /**
   * Refuses an output that is a file which the command reads.
   *
   * @param inputs these files, by what a person calls them
   * @throws dev.dml.data.InvalidInput if it is one
   */
  public static void keepApart(Optional<Path> output, Map<String, Path> inputs) {
    output.ifPresent(path -> new OutputFiles(Map.of("--output " + path, path)).keepApart(inputs));
  }

  /** Writes it. */
  public void write(String text) {
    file.ifPresentOrElse(target -> target.write(text), () -> terminal.print(text));
  }
}
