package dev.dml.cli.option;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a command line says in place of a spec. */
public final class SpecOptions {

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "A value in place of the spec's, such as folds=10 or learners.ml_l.trees=100.")
  private List<String> overrides = new ArrayList<>();

  public List<String> overrides() {
    return overrides;
  }
}
