package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.CovariateChoice;
import dev.dml.data.FileProblem;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import dev.dml.store.Content;
import dev.dml.store.ObjectStore;
import dev.dml.store.StoreException;
import dev.dml.wire.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What no fit needs to know of a data set, but a result tells, in a store: what was done to the
 * columns of a file, the texts that the levels of a treatment stand for, and the columns by which
 * effects are described.
 *
 * @param store where it is
 * @param prefix what the names of its objects begin with
 */
public record StoredDescription(ObjectStore store, String prefix) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Stores that of a data set. */
  public void put(CausalData data) {
    List<Column> modifiers = data.modifiers();
    if (!modifiers.isEmpty()) {
      store.create(
          valuesKey(),
          new Npy(Npy.Type.DOUBLE, data.rows(), modifiers.size())
              .content(
                  (row, column) -> Double.doubleToRawLongBits(modifiers.get(column).get(row))));
    }
    store.create(wordsKey(), Content.of(Json.text(words(data))));
  }

  private String wordsKey() {
    return prefix + "description.json";
  }

  private String valuesKey() {
    return prefix + "description.npy";
  }

  private static ObjectNode words(CausalData data) {
    Preparation how = data.preparation();
    ObjectNode tree = NODES.objectNode();
    ObjectNode levels = tree.putObject("levels");
    data.treatments()
        .forEach(
            column ->
                data.treatmentLevels(column.name())
                    .ifPresent(texts -> texts(levels.putArray(column.name()), texts)));
    texts(tree.putArray("modifiers"), data.modifiers().stream().map(Column::name).toList());
    tree.put("rows_read", how.rowsRead());
    BitSet kept = new BitSet(how.rowsRead());
    IntStream.of(how.kept().toArray()).forEach(kept::set);
    ArrayNode dropped = tree.putArray("rows_dropped");
    IntStream.range(0, how.rowsRead()).filter(row -> !kept.get(row)).forEach(dropped::add);
    tree.put("missing", how.missing().name());
    ObjectNode missing = tree.putObject("missing_by_column");
    how.missingByColumn().forEach(missing::put);
    ArrayNode encodings = tree.putArray("encodings");
    for (Preparation.Encoding encoding : how.encodings()) {
      texts(
          encodings.addObject().put("column", encoding.column()).putArray("levels"),
          encoding.levels());
    }
    texts(tree.putArray("covariates"), how.covariates().used());
    tree.put("by_default", how.covariates().byDefault());
    ArrayNode leftOut = tree.putArray("left_out");
    how.covariates()
        .leftOut()
        .forEach((name, why) -> leftOut.addObject().put("column", name).put("why", why));
    texts(tree.putArray("reading"), how.reading());
    if (!how.labels().isEmpty()) {
      ObjectNode labels = tree.putObject("labels");
      how.labels().forEach(labels::put);
    }
    return tree;
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }

  /**
   * A data set with it.
   *
   * @param data what is stored of it for fits
   * @throws StoreException if it is not there or cannot be read
   */
  public CausalData of(CausalData data) {
    try {
      JsonNode tree = Json.tree(read(wordsKey()));
      Map<String, List<String>> levels = new LinkedHashMap<>();
      tree.path("levels").properties().forEach(of -> levels.put(of.getKey(), texts(of.getValue())));
      return data.described(levels, modifiers(texts(tree.path("modifiers"))), preparation(tree));
    } catch (IOException e) {
      throw new StoreException(
          store.location(wordsKey()) + " cannot be read: " + FileProblem.of(e), e, true);
    }
  }

  private byte[] read(String key) throws IOException {
    try (InputStream in = open(key)) {
      return in.readAllBytes();
    }
  }

  private InputStream open(String key) {
    return store
        .open(key)
        .orElseThrow(() -> new StoreException(store.location(key) + " is missing"));
  }

  private List<Column> modifiers(List<String> names) throws IOException {
    if (names.isEmpty()) {
      return List.of();
    }
    List<Column.Builder> columns = names.stream().map(Column::builder).toList();
    try (InputStream in = new BufferedInputStream(open(valuesKey()), 1 << 16)) {
      Npy.readHeader(in)
          .readElements(
              in, (row, column, bits) -> columns.get(column).add(Double.longBitsToDouble(bits)));
    }
    return columns.stream().map(Column.Builder::build).toList();
  }

  private static Preparation preparation(JsonNode tree) {
    int rows = tree.path("rows_read").asInt();
    BitSet dropped = new BitSet(rows);
    tree.path("rows_dropped").forEach(row -> dropped.set(row.asInt()));
    Map<String, Integer> missing = new LinkedHashMap<>();
    tree.path("missing_by_column")
        .properties()
        .forEach(of -> missing.put(of.getKey(), of.getValue().asInt()));
    List<Preparation.Encoding> encodings = new ArrayList<>();
    for (JsonNode encoding : tree.path("encodings")) {
      encodings.add(
          new Preparation.Encoding(
              encoding.path("column").asText(), texts(encoding.path("levels"))));
    }
    Map<String, String> labels = new LinkedHashMap<>();
    tree.path("labels").properties().forEach(of -> labels.put(of.getKey(), of.getValue().asText()));
    Map<String, String> leftOut = new LinkedHashMap<>();
    for (JsonNode column : tree.path("left_out")) {
      leftOut.put(column.path("column").asText(), column.path("why").asText());
    }
    return new Preparation(
        Rows.where(rows, row -> !dropped.get(row)),
        rows,
        MissingPolicy.valueOf(tree.path("missing").asText()),
        missing,
        encodings,
        new CovariateChoice(
            texts(tree.path("covariates")), tree.path("by_default").asBoolean(), leftOut),
        texts(tree.path("reading")),
        labels);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
