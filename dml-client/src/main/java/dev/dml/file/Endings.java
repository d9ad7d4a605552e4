package dev.dml.file;

import dev.dml.data.InvalidInput;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an output shall be, by how its name ends.
 *
 * @param byEnding the formats by their endings, such as {@code .csv}
 * @param otherwise what else says it, at the end of the sentence if the name does not
 */
public record Endings<F>(Map<String, F> byEnding, String otherwise) {

  /** Where {@code --format} says it too. */
  public static final String OR_FORMAT = ", or --format say what it shall be";

  /** Copies. */
  public Endings {
    byEnding = Collections.unmodifiableMap(new LinkedHashMap<>(byEnding));
  }

  /**
   * What a file shall be.
   *
   * @throws InvalidInput if its name has none of the endings
   */
  public F of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return byEnding.entrySet().stream()
        .filter(each -> name.endsWith(each.getKey()))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "the output "
                        + file
                        + " must end in "
                        + String.join(", ", byEnding.keySet())
                        + otherwise))
        .getValue();
  }
}
