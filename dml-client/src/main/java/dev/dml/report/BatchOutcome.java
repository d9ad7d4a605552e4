package dev.dml.report;

import dev.dml.result.DmlResult;
import java.util.Optional;

/**
 * What became of a spec among several.
 *
 * @param result its result, if there is one
 * @param failure else why there is none
 */
public record BatchOutcome(Optional<DmlResult> result, String failure) {

  /** A spec that was estimated. */
  public static BatchOutcome done(DmlResult result) {
    return new BatchOutcome(Optional.of(result), "");
  }

  /** A spec that failed, with the reason. */
  public static BatchOutcome failed(String reason) {
    return new BatchOutcome(Optional.empty(), reason);
  }
}
