package dev.dml.cli.option;

import dev.dml.data.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where and how a spec runs that is answered once more: all that may change then. */
public final class BackendOptions {

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Where and how it runs, such as backend.threads=1; nothing else may change.")
  private List<String> overrides = new ArrayList<>();

  /**
   * The values, as a spec takes them.
   *
   * @param legal those that may change
   * @param rule says so
   * @throws InvalidInput with every other one
   */
  public List<String> overrides(Pattern legal, String rule) {
    List<String> problems =
        overrides.stream()
            .filter(value -> !legal.matcher(value).matches())
            .map(value -> "--set " + value + ": " + rule)
            .toList();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    return List.copyOf(overrides);
  }
}
