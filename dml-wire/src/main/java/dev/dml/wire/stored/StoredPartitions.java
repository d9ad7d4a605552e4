package dev.dml.wire.stored;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.split.Partition;
import dev.dml.split.Split;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.Digests;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Partitions that a user gave, in a store under their digest: {@code partitions/DIGEST.npy} holds
 * the 0-based fold of each row, one column for each repetition; then, if the halves of training
 * rows were given, a column for each repetition and fold: &minus;1 for test rows, &minus;2 and
 * &minus;3 for the halves.
 *
 * @param store where they are
 * @param digest the SHA-256 of the file, 64 hexadecimal digits
 */
public record StoredPartitions(ObjectStore store, String digest) {

  /** Checks the digest. */
  public StoredPartitions {
    Digests.check("partitions", digest);
  }

  /** Stores partitions unless they are there, and says where. */
  public static StoredPartitions put(ObjectStore store, Split.Given given) {
    Content content = content(given);
    StoredPartitions stored = new StoredPartitions(store, Digests.of(content));
    if (!store.keep(stored.key())) {
      store.create(stored.key(), content);
    }
    return stored;
  }

  /** The digest under which partitions are stored. */
  static String digest(Split.Given given) {
    return Digests.of(content(given));
  }

  private static Content content(Split.Given given) {
    List<Partition> partitions = given.partitions();
    List<Partition> halves = given.nested().stream().flatMap(List::stream).toList();
    int repetitions = partitions.size();
    return new Npy(Npy.Type.INT, partitions.getFirst().rows(), repetitions + halves.size())
        .content(
            (row, column) ->
                column < repetitions
                    ? partitions.get(column).fold(row)
                    : -1 - halves.get(column - repetitions).fold(row));
  }

  private static Split.Given given(int[][] columns) {
    List<Partition> partitions = new ArrayList<>();
    List<Partition> halves = new ArrayList<>();
    for (int[] column : columns) {
      if (Arrays.stream(column).allMatch(value -> value < 0)) {
        halves.add(Partition.of(Arrays.stream(column).map(value -> -1 - value).toArray()));
      } else {
        partitions.add(partition(column));
      }
    }
    List<List<Partition>> nested = new ArrayList<>();
    int next = 0;
    for (int repetition = 0; next < halves.size(); repetition++) {
      int folds = partitions.get(repetition).folds();
      nested.add(halves.subList(next, next + folds));
      next += folds;
    }
    return new Split.Given(partitions, nested);
  }

  /** Only crossed folds may be empty. */
  private static Partition partition(int[] folds) {
    long used = Arrays.stream(folds).distinct().count();
    return used == Arrays.stream(folds).max().orElse(0) + 1L
        ? Partition.of(folds)
        : Partition.crossed(folds);
  }

  private String key() {
    return "partitions/" + digest + ".npy";
  }

  /** Reads the partitions, whatever their size. */
  public Optional<Split.Given> get() {
    return get(bytes -> {});
  }

  /**
   * Reads the partitions after a look at their size.
   *
   * @param size is told how many bytes they take, before any of them is read; what it throws ends
   *     the reading
   * @return the partitions; empty if they are not in the store
   * @throws StoreException if what is there are not the partitions of this digest
   */
  public Optional<Split.Given> get(LongConsumer size) {
    Optional<InputStream> found = store.open(key());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = new BufferedInputStream(found.get(), 1 << 16)) {
      Npy matrix = Npy.readHeader(in);
      if (matrix.type() != Npy.Type.INT) {
        throw new Npy.FormatException("its elements are no whole numbers");
      }
      size.accept((long) matrix.rows() * matrix.columns() * Integer.BYTES);
      int[][] folds = new int[matrix.columns()][matrix.rows()];
      matrix.readElements(in, (row, column, bits) -> folds[column][row] = (int) bits);
      Split.Given given = given(folds);
      if (!digest(given).equals(digest)) {
        throw new Npy.FormatException("its digest is " + digest(given));
      }
      return Optional.of(given);
    } catch (InvalidInput e) {
      throw e; // They do not fit, which says nothing against them.
    } catch (Npy.FormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StoreException(
          store.location(key())
              + " does not hold the partitions of its name: "
              + e.getMessage()
              + "; delete it and run again",
          e);
    } catch (IOException e) {
      throw new StoreException(
          store.location(key()) + " cannot be read: " + FileProblem.of(e), e, true);
    }
  }
}
