package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * A data set in a store, under its digest: {@code data/DIGEST.npy} holds the values, one column
 * after the other, and {@code data/DIGEST.json} the names and roles of the columns. Of data that
 * can be drawn again there is only the second, which says how.
 *
 * @param store where it is
 * @param digest the digest of the data, 64 hexadecimal digits; see {@link CausalData#digest}
 */
public record StoredData(ObjectStore store, String digest) {

  static final int SCHEMA = 1;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Checks the digest. */
  public StoredData {
    Digests.check("data", digest);
  }

  /**
   * Stores what is not there of a data set, values first, so that where names are, values are too,
   * unless they were removed since: a bucket forgets the two on their own.
   *
   * @return the number of bytes that were sent; 0 if all were there
   */
  public static long put(ObjectStore store, CausalData data, String digest) {
    StoredData stored = new StoredData(store, digest);
    if (data.drawing().isPresent()) {
      return stored.put(stored.namesKey(), Content.of(Json.text(stored.drawn(data))));
    }
    List<Column> columns = StoredNames.columns(data);
    Content values =
        new Npy(Npy.Type.DOUBLE, data.rows(), columns.size())
            .content((row, column) -> Double.doubleToRawLongBits(columns.get(column).get(row)));
    Content names = Content.of(Json.text(stored.named(data)));
    return stored.put(stored.valuesKey(), values) + stored.put(stored.namesKey(), names);
  }

  /** How many bytes the values of a data set take, in a store and in memory. */
  public static long bytes(CausalData data) {
    return (long) data.rows() * StoredNames.columns(data).size() * Double.BYTES;
  }

  private long put(String key, Content content) {
    return !store.keep(key) && store.create(key, content) ? content.size() : 0;
  }

  private String valuesKey() {
    return "data/" + digest + ".npy";
  }

  private String namesKey() {
    return "data/" + digest + ".json";
  }

  private ObjectNode drawn(CausalData data) {
    ObjectNode tree = begun();
    DrawnData.write(data.drawing().orElseThrow(), tree);
    return tree;
  }

  private ObjectNode named(CausalData data) {
    ObjectNode tree = begun();
    StoredNames.write(data, tree);
    return tree;
  }

  private ObjectNode begun() {
    ObjectNode tree = NODES.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("digest", digest);
    return tree;
  }

  /**
   * Reads the data set.
   *
   * @return the data set; empty if it is not in the store
   * @throws StoreException if what is there is not the data set of this digest
   */
  public Optional<CausalData> get() {
    return get(bytes -> {});
  }

  /**
   * Reads the data set after a look at its size.
   *
   * @param size is told how many bytes the values take, before any of them is read; what it throws
   *     ends the reading
   * @return the data set; empty if it is not in the store
   * @throws StoreException if what is there is not the data set of this digest, or cannot be read
   */
  public Optional<CausalData> get(LongConsumer size) {
    try {
      Optional<JsonNode> tree = tree();
      if (tree.isEmpty()) {
        return Optional.empty();
      }
      Optional<CausalData> drawn = drawn(tree.get(), size);
      if (drawn.isPresent()) {
        return drawn;
      }
      StoredNames names = parsed(() -> StoredNames.read(tree.get()));
      size.accept(names.bytes());
      Optional<InputStream> values = store.open(valuesKey());
      if (values.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = new BufferedInputStream(values.get(), 1 << 16)) {
        return Optional.of(data(names, in));
      }
    } catch (Npy.FormatException e) {
      throw foreign(e);
    } catch (IOException e) {
      throw new StoreException(
          store.location(valuesKey()) + " cannot be read: " + FileProblem.of(e), e, true);
    }
  }

  private StoreException foreign(Exception reason) {
    return new StoreException(
        store.location(valuesKey())
            + " is not the data set of its name: "
            + reason.getMessage()
            + "; delete it and run again",
        reason);
  }

  private Optional<JsonNode> tree() throws IOException {
    Optional<InputStream> names = store.open(namesKey());
    if (names.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = names.get()) {
      byte[] bytes = in.readAllBytes();
      return Optional.of(parsed(() -> Json.tree(bytes)));
    }
  }

  /** What is there must be what was written. */
  private <T> T parsed(Supplier<T> parser) {
    try {
      return parser.get();
    } catch (InvalidInput e) {
      throw foreign(e);
    }
  }

  /** The numbers of another machine must be the same to the last bit. */
  private Optional<CausalData> drawn(JsonNode tree, LongConsumer size) throws IOException {
    Optional<CausalData> drawn = parsed(() -> DrawnData.draw(tree));
    if (drawn.isPresent()) {
      if (!drawn.get().digest().equals(digest)) {
        throw new Npy.FormatException("what is drawn here has the digest " + drawn.get().digest());
      }
      size.accept(bytes(drawn.get()));
    }
    return drawn;
  }

  private CausalData data(StoredNames names, InputStream values) throws IOException {
    Npy matrix = Npy.readHeader(values);
    if (matrix.type() != Npy.Type.DOUBLE
        || matrix.columns() != names.columns().size()
        || matrix.rows() != names.rows()) {
      throw new Npy.FormatException(
          "it has %d rows and %d columns, but its names say %d and %d"
              .formatted(matrix.rows(), matrix.columns(), names.rows(), names.columns().size()));
    }
    List<Column.Builder> columns = names.columns().stream().map(Column::builder).toList();
    matrix.readElements(
        values, (row, column, bits) -> columns.get(column).add(Double.longBitsToDouble(bits)));
    try {
      CausalData data = names.data(columns.stream().map(Column.Builder::build).toList());
      if (!data.digest().equals(digest)) {
        throw new Npy.FormatException("its digest is " + data.digest());
      }
      return data;
    } catch (InvalidInput e) {
      throw foreign(e);
    }
  }
}
