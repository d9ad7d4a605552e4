package dev.dml.benchmark.peers;

/** How much is measured. */
enum Size {
  /** Small data that only show that everything works. */
  QUICK,
  /** The data of the full size; works of very many fits are cut short, and scaled. */
  USUAL,
  /** As usual, but our program does every fit. */
  FULL;

  /** The value for this size. */
  int of(int quick, int usual, int full) {
    return switch (this) {
      case QUICK -> quick;
      case USUAL -> usual;
      case FULL -> full;
    };
  }
}
