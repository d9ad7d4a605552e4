package dev.dml.benchmark.peers.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the rows of a work come from. */
public sealed interface Source permits Simulation, Study {

  /**
   * The rows; the same for the same arguments.
   *
   * @param files the files that are there, by name
   * @return nothing if the file that is needed is not among them
   */
  Optional<Draw> rows(Work work, Map<String, Path> files) throws IOException;
}
