package dev.dml.estimation;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import dev.dml.file.DataFile;
import dev.dml.file.DataFiles;
import dev.dml.wire.spec.DataSpec;
import java.util.List;

/**
 * The data that a spec names.
 *
 * @param spec the {@code data} section
 * @param files reads them
 */
public record SpecData(DataSpec spec, DataFiles files) {

  private static final List<String> KEYS =
      List.of(
          "outcome",
          "treatment",
          "instruments",
          "clusters",
          "estimand_weights",
          "selected",
          "covariates");

  /**
   * Reads them.
   *
   * @throws InvalidInput with every problem and its place in the spec
   */
  public CausalData read() {
    Table table = table();
    try {
      return table.causalData(spec.roles(), spec.missing());
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(SpecData::withPath).toList());
    }
  }

  private Table table() {
    try {
      return files.read(new DataFile(spec.file(), spec.query()));
    } catch (InvalidInput e) {
      throw new InvalidInput(e.problems().stream().map(SpecData::ofFile).toList());
    }
  }

  private static String ofFile(String problem) {
    return (problem.startsWith("the query ") ? "data.query: " : "data.file: ") + problem;
  }

  /** A problem of the data with its place in the spec; those of a role begin with its name. */
  private static String withPath(String problem) {
    for (String key : KEYS) {
      String role = key.replaceFirst("s$", "").replace('_', ' ') + ": ";
      if (problem.startsWith(role)) {
        return "data." + key + ": " + problem.substring(role.length());
      }
    }
    return "data: " + problem;
  }
}
