package dev.dml.run;

import dev.dml.data.CausalData;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.task.Sink;
import dev.dml.task.TaskOutcome;
import dev.dml.task.TaskResult;
import dev.dml.wire.protocol.StoredResults;
import dev.dml.wire.stored.Inputs;
import java.util.Map;

/**
 * Results in a store, each under a key made of everything that it depends on, so that one that is
 * there need not be computed again.
 *
 * @param store where they are
 * @param folder what their names begin with, with a slash at its end
 */
public record KeptResults(ObjectStore store, String folder) {

  /** Keeps a result; nothing happens if it is kept already. */
  public void keep(String key, TaskResult result) {
    StoredResults one = new StoredResults(Map.of(key, new TaskOutcome.Done(result)));
    store.create(name(folder, key), Content.of(one.write()));
  }

  /** The name of the object that holds one result. */
  static String name(String folder, String key) {
    return folder + key + ".json";
  }

  /**
   * The tasks of a run, none yet, that still have to be done beside these results.
   *
   * <p>A failure does not count as a result: another memory size or version may mend it.
   *
   * @param data the data of the tasks
   * @param split their split
   * @param sink takes the results, those that are kept and the others
   */
  public OpenTasks open(CausalData data, Split split, Sink sink) {
    return new OpenTasks(Inputs.of(data, split), new FoundResults(store, folder), sink);
  }
}
