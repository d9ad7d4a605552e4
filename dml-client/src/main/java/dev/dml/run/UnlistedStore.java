package dev.dml.run;

import dev.dml.store.ForwardingStore;
import dev.dml.store.ObjectStore;
import java.util.List;

/**
 * A store that lists nothing, whatever is in it, for a run that has nothing to go on with.
 *
 * @param store where all else is asked
 */
record UnlistedStore(ObjectStore store) implements ForwardingStore {

  @Override
  public List<String> names(String prefix) {
    return List.of();
  }
}
