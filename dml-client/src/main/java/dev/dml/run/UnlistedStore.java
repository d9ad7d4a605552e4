package dev.dml.run;

import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A store that lists nothing, whatever is in it, for a run that has nothing to go on with.
 *
 * @param store where all else is asked
 */
record UnlistedStore(ObjectStore store) implements ObjectStore {

  @Override
  public Optional<InputStream> open(String name) {
    return store.open(name);
  }

  @Override
  public boolean create(String name, Content content) {
    return store.create(name, content);
  }

  @Override
  public List<String> names(String prefix) {
    return List.of();
  }

  @Override
  public boolean has(String name) {
    return store.has(name);
  }

  @Override
  public boolean keep(String name) {
    return store.keep(name);
  }

  @Override
  public String location(String name) {
    return store.location(name);
  }
}
