package dev.dml.cli.option;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.SpecFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A spec as the command line names it: a file, or {@code -} for standard input, in which names of
 * files are relative to the current directory.
 *
 * @param path the file, or {@code -}
 */
public record SpecArgument(Path path) {

  public static final String DESCRIPTION =
      "A spec in YAML or JSON; - reads it from standard input.";

  private static final String STANDARD_INPUT = "-";

  /**
   * Reads it.
   *
   * @throws InvalidInput if it or an override cannot be read
   */
  public SpecFile read(InputStream in, List<String> overrides) {
    return path.toString().equals(STANDARD_INPUT)
        ? SpecFile.of("standard input", text(in), overrides)
        : SpecFile.read(path, overrides);
  }

  private static String text(InputStream in) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(in.readAllBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInput("standard input: is not text in UTF-8");
    } catch (IOException e) {
      throw new InvalidInput("standard input: cannot be read: " + FileProblem.of(e));
    }
  }
}
