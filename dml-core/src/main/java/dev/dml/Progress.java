package dev.dml;

/** Is told how far a run is. */
@FunctionalInterface
public interface Progress {

  /** After each task, on the calling thread: so many of so many tasks are done. */
  void update(int done, int total);
}
