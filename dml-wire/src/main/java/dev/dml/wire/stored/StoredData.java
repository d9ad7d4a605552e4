package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import dev.dml.wire.spec.yaml.SpecNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final int SCHEMA = 1;
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
    List<Column> columns = columns(data);
    Content values =
        new Npy(Npy.Type.DOUBLE, data.rows(), columns.size())
            .content((row, column) -> Double.doubleToRawLongBits(columns.get(column).get(row)));
    Content names = Content.of(Json.text(stored.names(data)));
    return stored.put(stored.valuesKey(), values) + stored.put(stored.namesKey(), names);
  }

  /** How many bytes the values of a data set take, in a store and in memory. */
  public static long bytes(CausalData data) {
    return (long) data.rows() * columns(data).size() * Double.BYTES;
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

  private static List<Column> columns(CausalData data) {
    List<Column> columns = new ArrayList<>();
    columns.add(data.outcome());
    columns.addAll(data.treatments());
    columns.addAll(data.instruments());
    columns.addAll(data.clusters());
    data.weights().ifPresent(columns::add);
    data.estimandWeights().ifPresent(columns::add);
    data.expectedEstimandWeights().ifPresent(columns::add);
    data.unit().ifPresent(columns::add);
    data.time().ifPresent(columns::add);
    columns.addAll(data.covariates().columns());
    StoredPanel.columns(data).stream()
        .filter(column -> !columns.contains(column))
        .forEach(columns::add);
    return columns;
  }

  private ObjectNode drawn(CausalData data) {
    ObjectNode tree = begun();
    DrawnData.write(data.drawing().orElseThrow(), tree);
    return tree;
  }

  private ObjectNode begun() {
    ObjectNode tree = NODES.objectNode();
    tree.put("schema", SCHEMA);
    tree.put("digest", digest);
    return tree;
  }

  private ObjectNode names(CausalData data) {
    ObjectNode tree = begun();
    tree.put("rows", data.rows());
    tree.put("missing", data.covariates().hasMissing());
    tree.put("native", data.preparation().missing() == MissingPolicy.NATIVE);
    ArrayNode columns = tree.putArray("columns");
    add(columns, Role.OUTCOME, List.of(data.outcome()));
    add(columns, Role.TREATMENT, data.treatments());
    add(columns, Role.INSTRUMENT, data.instruments());
    add(columns, Role.CLUSTER, data.clusters());
    add(columns, Role.WEIGHTS, data.weights().stream().toList());
    add(columns, Role.ESTIMAND_WEIGHTS, data.estimandWeights().stream().toList());
    add(columns, Role.EXPECTED_ESTIMAND_WEIGHTS, data.expectedEstimandWeights().stream().toList());
    add(columns, Role.UNIT, data.unit().stream().toList());
    add(columns, Role.TIME, data.time().stream().toList());
    for (List<Column> variable : data.covariates().variables()) {
      boolean isText = data.covariates().isReferenceLevel(variable.getFirst());
      add(columns, isText ? Role.REFERENCE_LEVEL : Role.COVARIATE, variable.subList(0, 1));
      add(columns, Role.LEVEL, variable.subList(1, variable.size()));
    }
    List<Column> all = columns(data);
    add(columns, Role.PERIOD, all.subList(columns.size(), all.size()));
    data.panel().ifPresent(panel -> tree.set("periods", StoredPanel.names(panel, all)));
    return tree;
  }

  private static void add(ArrayNode columns, Role role, List<Column> ofRole) {
    ofRole.forEach(column -> columns.addObject().put("name", column.name()).put("role", role.name));
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
      Names names = parsed(() -> Names.read(tree.get()));
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

  private CausalData data(Names names, InputStream values) throws IOException {
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

  /** What {@code data/DIGEST.json} says. */
  private record Names(
      int rows,
      boolean missing,
      boolean isNative,
      List<String> columns,
      List<Role> roles,
      JsonNode periods) {

    static Names read(JsonNode tree) {
      List<String> problems = new ArrayList<>();
      SpecNode names = new SpecNode("", tree, problems);
      names.whole("schema", SCHEMA, SCHEMA);
      names.text("digest");
      int rows = names.whole("rows", 1, Integer.MAX_VALUE).orElse(0L).intValue();
      boolean missing = names.flag("missing", false);
      boolean isNative = names.flag("native", false);
      names.has("columns");
      names.has("periods");
      names.refuseOtherKeys();
      List<Role> roles = new ArrayList<>();
      List<String> columns = new ArrayList<>();
      for (JsonNode element : tree.path("columns")) {
        SpecNode column = new SpecNode("columns", element, problems);
        roles.add(column.choice("role", Role.byName(), Role.COVARIATE));
        columns.add(column.requiredText("name").orElse(""));
        column.refuseOtherKeys();
      }
      if (!problems.isEmpty()) {
        throw new InvalidInput(problems);
      }
      return new Names(rows, missing, isNative, columns, roles, tree.path("periods"));
    }

    long bytes() {
      return (long) rows * columns.size() * Double.BYTES;
    }

    private int endOfText(int first) {
      int end = first + 1;
      while (end < roles.size() && roles.get(end) == Role.LEVEL) {
        end++;
      }
      return end;
    }

    CausalData data(List<Column> values) {
      CausalDataBuilder data = CausalData.builder();
      for (int i = 0; i < values.size(); i++) {
        Column column = values.get(i);
        switch (roles.get(i)) {
          case OUTCOME -> data.outcome(column);
          case TREATMENT -> data.treatment(column);
          case INSTRUMENT -> data.instrument(column);
          case CLUSTER -> data.cluster(column);
          case WEIGHTS -> data.weights(column);
          case ESTIMAND_WEIGHTS -> data.estimandWeights(column);
          case EXPECTED_ESTIMAND_WEIGHTS -> data.expectedEstimandWeights(column);
          case COVARIATE -> data.covariate(column);
          case REFERENCE_LEVEL -> data.oneHot(values.subList(i, endOfText(i)));
          case LEVEL -> {}
          case UNIT -> data.unit(column);
          case TIME -> data.time(column);
          case PERIOD -> {}
        }
      }
      if (!periods.isMissingNode()) {
        data.panel(StoredPanel.read(periods, values));
      }
      if (missing) {
        return (isNative ? data.leaveMissing() : data.imputeMissing()).build();
      }
      return data.build();
    }
  }

  private enum Role {
    OUTCOME("outcome"),
    TREATMENT("treatment"),
    INSTRUMENT("instrument"),
    CLUSTER("cluster"),
    WEIGHTS("weights"),
    ESTIMAND_WEIGHTS("estimand-weights"),
    EXPECTED_ESTIMAND_WEIGHTS("expected-estimand-weights"),
    COVARIATE("covariate"),
    REFERENCE_LEVEL("reference-level"),
    LEVEL("level"),
    UNIT("unit"),
    TIME("time"),
    PERIOD("period");

    private final String name;

    Role(String name) {
      this.name = name;
    }

    static Map<String, Role> byName() {
      Map<String, Role> byName = new LinkedHashMap<>();
      for (Role role : values()) {
        byName.put(role.name, role);
      }
      return byName;
    }
  }
}
