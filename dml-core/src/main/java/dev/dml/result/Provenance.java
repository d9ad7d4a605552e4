package dev.dml.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a result came from, so that it can be run again: the spec that it answers, and the files
 * that were read.
 *
 * @param specFile where the spec was, from the current directory or with {@code ~} for the user's
 *     if it is below one of them
 * @param spec the spec with every default written out: maps, lists, texts, numbers and truth values
 * @param digests the SHA-256 of the bytes of every file that the spec names, by its key there, such
 *     as {@code data.file}
 */
public record Provenance(String specFile, Map<String, Object> spec, Map<String, String> digests) {

  /** Copies. */
  public Provenance {
    spec = Collections.unmodifiableMap(new LinkedHashMap<>(spec));
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }
}
