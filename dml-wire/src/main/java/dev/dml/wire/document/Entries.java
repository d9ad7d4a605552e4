package dev.dml.wire.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a file may leave out. */
final class Entries {

  private Entries() {}

  static <T> List<T> all(@Nullable List<T> entries) {
    return entries == null ? List.of() : Collections.unmodifiableList(entries);
  }

  static <K, V> Map<K, V> all(@Nullable Map<K, V> entries) {
    return entries == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
