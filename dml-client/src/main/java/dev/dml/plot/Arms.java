package dev.dml.plot;

/**
 * The two groups of rows that a propensity tells apart.
 *
 * @param variable what readers call the variable of 0 and 1, or {@code [plan = free]} if it says
 *     whether a treatment has a level
 */
record Arms(String variable) {

  private boolean isLevel() {
    return variable.startsWith("[");
  }

  /** What it is of. */
  String name() {
    return isLevel() ? variable.substring(1, variable.length() - 1) : variable;
  }

  /** What is true of the rows whose probability it is. */
  String first() {
    return isLevel() ? name() : variable + " = 1";
  }

  /** What is true of the others. */
  String second() {
    return isLevel() ? "others" : variable + " = 0";
  }
}
