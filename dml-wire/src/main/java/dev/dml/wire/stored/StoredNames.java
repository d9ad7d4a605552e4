package dev.dml.wire.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code data/DIGEST.json} says of a data set: the names and roles of its columns.
 *
 * @param rows how many rows there are
 * @param missing whether covariates may have missing values
 * @param isNative whether these are left to learners
 * @param columns the names of the columns, in the order in which they are stored
 * @param roles the role of each
 * @param periods what is said of the periods of a panel; missing if it is none
 */
record StoredNames(
    int rows,
    boolean missing,
    boolean isNative,
    List<String> columns,
    List<Role> roles,
    JsonNode periods) {

  /** Reads what {@link #write} writes, of one {@link StoredData#SCHEMA form}. */
  static StoredNames read(JsonNode tree) {
    List<String> problems = new ArrayList<>();
    SpecNode names = new SpecNode("", tree, problems);
    names.whole("schema", StoredData.SCHEMA, StoredData.SCHEMA);
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
    return new StoredNames(rows, missing, isNative, columns, roles, tree.path("periods"));
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
        case BESIDE -> data.beside(column);
        case SELECTED -> data.selected(column);
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

  /** The columns of a data set in the order in which they are stored. */
  static List<Column> columns(CausalData data) {
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
    columns.addAll(data.beside());
    data.selected().ifPresent(columns::add);
    columns.addAll(data.covariates().columns());
    StoredPanel.columns(data).stream()
        .filter(column -> !columns.contains(column))
        .forEach(columns::add);
    return columns;
  }

  /** Adds the names and roles of the columns to a tree. */
  static void write(CausalData data, ObjectNode tree) {
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
    add(columns, Role.BESIDE, data.beside());
    add(columns, Role.SELECTED, data.selected().stream().toList());
    for (List<Column> variable : data.covariates().variables()) {
      boolean isText = data.covariates().isReferenceLevel(variable.getFirst());
      add(columns, isText ? Role.REFERENCE_LEVEL : Role.COVARIATE, variable.subList(0, 1));
      add(columns, Role.LEVEL, variable.subList(1, variable.size()));
    }
    List<Column> all = columns(data);
    add(columns, Role.PERIOD, all.subList(columns.size(), all.size()));
    data.panel().ifPresent(panel -> tree.set("periods", StoredPanel.names(panel, all)));
  }

  private static void add(ArrayNode columns, Role role, List<Column> ofRole) {
    ofRole.forEach(column -> columns.addObject().put("name", column.name()).put("role", role.name));
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
    BESIDE("beside"),
    SELECTED("selected"),
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
