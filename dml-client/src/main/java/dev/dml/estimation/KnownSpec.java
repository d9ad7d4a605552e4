package dev.dml.estimation;

import dev.dml.result.DmlResult;
import dev.dml.usage.Usd;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A spec that was read and understood.
 *
 * @param file what the file says
 * @param spec what it means
 * @param digests the SHA-256 of each file that it names; see {@link
 *     dev.dml.wire.spec.NamedFiles#digests}
 */
record KnownSpec(SpecFile file, Spec spec, Map<String, String> digests) {

  /** Copies. */
  KnownSpec {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /**
   * The same with limits of tuning in seconds in the place of those in US dollars.
   *
   * @param perSecond what a second costs where it runs
   */
  KnownSpec paying(Usd perSecond) {
    if (!file.isTunedForUsd()) {
      return this;
    }
    SpecFile inSeconds = file.inSeconds(perSecond);
    return new KnownSpec(inSeconds, Spec.of(inSeconds), digests);
  }

  /** A result of it, with where it came from. */
  DmlResult origin(DmlResult result) {
    return result.withProvenance(file.provenance(spec, digests, result));
  }
}
