package dev.dml.benchmark;

import java.util.List;

/** An estimation that is repeated on simulated data sets, to see how often its intervals cover. */
interface RepeatedEstimation {

  /** Its name on the command line, such as {@code plr:lasso/lasso}. */
  String id();

  /** Repeats it; there is a row for each family of its intervals. */
  List<Coverage.Row> measure(int dataSets, long seed);
}
