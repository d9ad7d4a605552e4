package dev.dml.wire.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.Defaults;
import dev.dml.Version;
import dev.dml.data.InvalidInput;
import dev.dml.random.Seed;
import dev.dml.wire.Digests;
import dev.dml.wire.Json;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.NamedFiles;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many estimations that differ in some values of a spec: all points of a grid, each on every data
 * set if these are simulated.
 *
 * <p>An estimation is made when it is asked for; what is kept grows with the points alone. Those of
 * one data set follow each other, so that they can share fits.
 */
public final class Study {

  /** The variable that numbers simulated data sets from 1 on. */
  public static final String DATA_SET = "data_set";

  private final String name;
  private final SpecFile base;
  private final SpecFile backend;
  private final List<Variable> variables;
  private final List<Point> points;
  private final int dataSets;

  Study(
      String name,
      SpecFile base,
      SpecFile backend,
      List<Variable> variables,
      List<Point> points,
      int dataSets) {
    this.name = name;
    this.base = base;
    this.backend = backend;
    this.variables = List.copyOf(variables);
    this.points = List.copyOf(points);
    this.dataSets = dataSets;
  }

  /**
   * Reads a study in YAML or JSON.
   *
   * @param overrides {@code path=value}, each in place of what the file says
   * @throws InvalidInput with all problems of the study and of the specs of its points
   */
  public static Study read(Path file, List<String> overrides) {
    Study study = new StudyReader(SpecFile.read(file, overrides)).read();
    study.check();
    return study;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** Where it runs. */
  public BackendSpec backend() {
    return BackendSpec.of(backend);
  }

  /** What differs between the estimations, by name. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(grid());
    if (isSimulated()) {
      columns.add(DATA_SET);
    }
    return columns;
  }

  /** The variables of the grid and of samples. */
  public List<String> grid() {
    return variables.stream().flatMap(variable -> variable.columns().stream()).toList();
  }

  /** Whether data are drawn. */
  public boolean isSimulated() {
    return dataSets > 0;
  }

  /** How many points the grid has. */
  public int points() {
    return points.size();
  }

  /** How many estimations there are. */
  public int size() {
    return Math.multiplyExact(points.size(), Math.max(1, dataSets));
  }

  /** The 0-based data set of an estimation; 0 for all if there is none to be drawn. */
  public int group(int number) {
    return number / points.size();
  }

  /** What the variables of an estimation are called. */
  public List<String> labels(int number) {
    List<String> labels = new ArrayList<>(point(number).labels());
    if (isSimulated()) {
      labels.add(Integer.toString(group(number) + 1));
    }
    return labels;
  }

  private Point point(int number) {
    return points.get(number % points.size());
  }

  /** An estimation by its 0-based number. */
  public Planned estimation(int number) {
    return planned(number, new ArrayList<>());
  }

  private Planned planned(int number, List<String> problems) {
    SpecFile spec = base.withValues(point(number).values());
    if (!isSimulated()) {
      return new Planned(number, labels(number), spec, Optional.empty());
    }
    ObjectNode tree = spec.tree();
    Seed own = new Seed(tree.path("seed").asLong(Defaults.SEED)).with(DATA_SET).with(group(number));
    SpecNode section = new SpecNode("simulate", tree.path("simulate"), problems);
    Optional<Simulation> simulation = Simulation.read(section, problems, own);
    tree.remove("simulate");
    simulation.ifPresent(data -> data.describe(tree));
    tree.put("seed", own.with("folds").value());
    return new Planned(number, labels(number), spec, simulation);
  }

  /** The specs of all points. */
  private void check() {
    Map<String, List<Integer>> byProblem = new LinkedHashMap<>();
    for (int point = 0; point < points.size(); point++) {
      for (String problem : problems(point)) {
        byProblem.computeIfAbsent(problem, any -> new ArrayList<>()).add(point);
      }
    }
    if (!byProblem.isEmpty()) {
      throw new InvalidInput(
          byProblem.entrySet().stream().map(e -> problem(e.getKey(), e.getValue())).toList());
    }
  }

  private List<String> problems(int point) {
    List<String> problems = new ArrayList<>();
    Planned planned = planned(point, problems);
    if (problems.isEmpty()) {
      try {
        Spec.of(planned.spec());
      } catch (InvalidInput e) {
        return e.problems();
      }
    }
    return problems;
  }

  private String problem(String sentence, List<Integer> where) {
    if (where.size() == points.size()) {
      return sentence;
    }
    String first = points.get(where.getFirst()).toString();
    return where.size() == 1
        ? sentence + " (with " + first + ")"
        : "%s (at %,d of %,d points, first with %s)"
            .formatted(sentence, where.size(), points.size(), first);
  }

  /** The files whose contents its results depend on, by the names that its specs have for them. */
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    for (Point point : points) {
      files.putAll(NamedFiles.byName(base.withValues(point.values())));
    }
    return files;
  }

  /** A digest of all that its results depend on, but for the contents of {@link #files}. */
  public String identity() {
    ObjectNode tree = Json.tree(Map.of());
    tree.put("version", Version.current().number());
    tree.put("data_sets", dataSets);
    ObjectNode spec = base.tree().deepCopy();
    spec.remove("backend");
    tree.set("base", spec);
    var list = tree.putArray("points");
    for (Point point : points) {
      ObjectNode node = list.addObject();
      point.values().forEach(node::set);
    }
    return Digests.of(Json.text(tree));
  }
}
