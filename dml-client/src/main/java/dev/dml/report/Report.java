package dev.dml.report;

import dev.dml.result.DmlResult;

/** A way to write a result down. */
@FunctionalInterface
interface Report {

  /** The whole text, with a line break at its end. */
  String of(DmlResult result);
}
