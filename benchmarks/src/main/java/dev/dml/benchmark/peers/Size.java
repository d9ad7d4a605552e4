package dev.dml.benchmark.peers;

/** How much is measured. */
enum Size {
  /** Small data that only show that everything works. */
  QUICK,
  /** The data of the full size. */
  USUAL,
  /** The same, with many more trees where chance in them hides most. */
  LONG;

  /** The value for this size. */
  int of(int quick, int usual) {
    return switch (this) {
      case QUICK -> quick;
      case USUAL, LONG -> usual;
    };
  }
}
