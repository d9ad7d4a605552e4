package dev.dml.detached;

import dev.dml.Version;
import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.estimation.Estimation;
import dev.dml.wire.detached.Order;
import dev.dml.wire.protocol.RunPlan;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.stored.StoredData;
import dev.dml.wire.stored.StoredDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Departure} has loaded, unloaded elsewhere: the same estimation, whose results have
 * the same bytes.
 *
 * @param run the run
 * @param directory where files go that were brought
 */
public record Arrival(DetachedRun run, Path directory) {

  /** The option of the first command that asks for predictions. */
  public static final String PREDICTIONS = "predictions";

  /**
   * The estimation.
   *
   * @param order what is asked
   * @param place overrides of the spec that say where it runs here
   * @throws InvalidInput if another version of the program has asked for it, or the data are gone
   */
  public Estimation estimation(Order order, List<String> place) {
    if (!order.version().equals(Version.current().number())) {
      throw new InvalidInput(
          "the run was asked for by version "
              + order.version()
              + " of the program, but its driver is of version "
              + Version.current().number()
              + "; deploy the stack again: sam deploy");
    }
    RunPlan plan = run.directory().plan().orElseThrow(() -> gone("plan"));
    Estimation estimation =
        Estimation.of(
            order.spec(), order.digests(), here(order.spec(), place), data(order.data()), plan);
    return order.command().containsKey(PREDICTIONS) ? estimation.withPredictionsKept() : estimation;
  }

  private CausalData data(String digest) {
    return new StoredDescription(run.store(), run.prefix())
        .of(new StoredData(run.store(), digest).get().orElseThrow(() -> gone("data " + digest)));
  }

  private InvalidInput gone(String what) {
    return new InvalidInput("the " + what + " of the run are not in the bucket any more");
  }

  /** The spec with the files that were brought. */
  private SpecFile here(SpecFile told, List<String> place) {
    SpecFile here = told.with(place);
    Map<String, Path> named = NamedFiles.readBy(told);
    for (String key : NamedFiles.BY_ROW) {
      if (named.containsKey(key)) {
        here = here.withFile(key, fetched(key, ".csv"));
      }
    }
    return named.containsKey(NamedFiles.PRICES)
        ? here.withFile(NamedFiles.PRICES, fetched(NamedFiles.PRICES, ".yaml"))
        : here;
  }

  private Path fetched(String key, String ending) {
    Path file = directory.resolve(key + ending);
    try {
      return Files.writeString(file, run.text(key).orElseThrow(() -> gone(key)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
