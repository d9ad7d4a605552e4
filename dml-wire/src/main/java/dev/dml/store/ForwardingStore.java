package dev.dml.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A store that asks another one. */
public interface ForwardingStore extends ObjectStore {

  /** The store that is asked. */
  ObjectStore store();

  /** Puts one request to it: as it comes, unless it is asked in some other way. */
  default <T> T ask(Supplier<T> request) {
    return request.get();
  }

  @Override
  default Optional<InputStream> open(String name) {
    return ask(() -> store().open(name));
  }

  @Override
  default boolean create(String name, Content content) {
    return ask(() -> store().create(name, content));
  }

  @Override
  default List<String> names(String prefix) {
    return ask(() -> store().names(prefix));
  }

  @Override
  default boolean has(String name) {
    return ask(() -> store().has(name));
  }

  @Override
  default boolean keep(String name) {
    return ask(() -> store().keep(name));
  }

  @Override
  default String location(String name) {
    return store().location(name);
  }
}
