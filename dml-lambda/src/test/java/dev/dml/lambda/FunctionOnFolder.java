package dev.dml.lambda;

import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.FolderStore;
import dev.dml.store.ObjectStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A function whose bucket is a folder. */
abstract class FunctionOnFolder {

  static final Split DRAWN = new Split.Drawn(5, 42);
  @TempDir Path folder;
  ObjectStore store;
  NuisanceFunction function;

  @BeforeEach
  void deploy() {
    store = new FolderStore(folder);
    function = Sample.function(store, 512);
  }

  /** Of so many repetitions. */
  static Split.Given given(int repetitions) {
    Partition partition = Partition.of(IntStream.range(0, 500).map(row -> row % 3).toArray());
    return new Split.Given(Collections.nCopies(repetitions, partition));
  }
}
