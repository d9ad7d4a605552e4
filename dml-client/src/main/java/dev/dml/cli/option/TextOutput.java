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

  /** Writes it, and says so of a file. */
  public void write(String text) {
    writeQuietly(text);
    file.ifPresent(target -> sayWrote(target.path(), terminal));
  }

  /** Writes it without a word, where it is written again and again or nobody wants to know. */
  public void writeQuietly(String text) {
    file.ifPresentOrElse(target -> target.write(text), () -> terminal.print(text));
  }

  /** Says that a file is there. */
  public static void sayWrote(Path file, Terminal terminal) {
    terminal.say("wrote " + file);
  }
}
