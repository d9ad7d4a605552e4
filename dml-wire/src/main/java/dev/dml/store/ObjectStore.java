package dev.dml.store;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A place of write-once objects with names: a folder on this machine, or a bucket.
 *
 * <p>An object is there whole or not at all, and never changes. Names are paths of letters, digits,
 * dots, hyphens and underscores, separated by slashes.
 *
 * @see FolderStore
 */
public interface ObjectStore {

  /**
   * The content of an object; empty if there is none of this name. The caller closes it.
   *
   * @throws StoreException if the store cannot be read
   */
  Optional<InputStream> open(String name);

  /**
   * Makes an object unless there is one of this name.
   *
   * @return whether it was made now; if two make the same object, exactly one is told so
   * @throws StoreException if the store cannot be written
   */
  boolean create(String name, Content content);

  /**
   * The names that begin with a prefix, in alphabetical order.
   *
   * @throws StoreException if the store cannot be read
   */
  List<String> names(String prefix);

  /** Whether there is an object of this name. */
  boolean has(String name);

  /**
   * Whether there is an object of this name, which is about to be needed: a store that removes
   * objects of a certain age takes it for new from now on, if its time is nearly over.
   */
  default boolean keep(String name) {
    return has(name);
  }

  /** Where an object is, for a person: a path or an {@code s3://} address. */
  String location(String name);
}
