package dev.dml.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.data.InvalidInput;
import dev.dml.wire.spec.BackendSpec;
import dev.dml.wire.spec.Spec;
import dev.dml.wire.spec.SpecFile;
import dev.dml.wire.spec.yaml.SpecNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a study key by key, and goes on after a problem, so that all are found. */
final class StudyReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final String MAX_COST = "max_cost_usd";

  private final SpecFile file;
  private final List<String> problems = new ArrayList<>();
  private final SpecNode study;

  StudyReader(SpecFile file) {
    this.file = file;
    this.study = new SpecNode("", file.tree(), problems);
  }

  Study read() {
    String name = name();
    Optional<SpecFile> base = base();
    List.of("grid", "exclude", "samples", "simulate", "backend", "budget_usd", "define")
        .forEach(study::has);
    Optional<SpecFile> backend = base.flatMap(this::backend);
    shapes();
    Grid grid = new Grid(file.tree(), problems);
    List<Point> points = grid.points(file.path());
    int dataSets = base.map(spec -> dataSets(spec, points)).orElse(0);
    study.refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems.stream().distinct().toList());
    }
    SpecFile whole = base.orElseThrow();
    if (dataSets > 0) {
      ObjectNode tree = whole.tree().deepCopy();
      Simulation.in(file.tree()).ifPresent(section -> tree.set("simulate", section));
      whole = new SpecFile(whole.path(), tree);
    }
    return new Study(name, whole, backend.orElseThrow(), grid.variables(), points, dataSets);
  }

  private String name() {
    String name = study.requiredText("study").orElse("study");
    if (!NAME.matcher(name).matches()) {
      study.problem(
          "study",
          "must be up to 100 letters, digits, dots, hyphens and underscores, but was " + name);
    }
    return name;
  }

  /** The spec in the file, or in another one. */
  private Optional<SpecFile> base() {
    study.has("base");
    JsonNode base = file.tree().path("base");
    if (base.isObject()) {
      return Optional.of(new SpecFile(file.path(), (ObjectNode) base));
    }
    if (!base.isTextual()) {
      study.problem(
          "base",
          base.isMissingNode()
              ? "is missing: a spec, or the name of its file"
              : "must be a spec or the name of its file, but was " + base);
      return Optional.empty();
    }
    Path path = Spec.resolve(file.path(), base.asText());
    try {
      return Optional.of(SpecFile.read(path, List.of()));
    } catch (InvalidInput e) {
      e.problems().forEach(problem -> problems.add("base: " + problem));
      return Optional.empty();
    }
  }

  private Optional<SpecFile> backend(SpecFile base) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    JsonNode own = file.tree().path("backend");
    JsonNode section = own.isMissingNode() ? base.tree().path("backend") : own;
    ObjectNode backend = section.isObject() ? section.deepCopy() : tree.objectNode();
    tree.set("backend", section.isObject() || section.isMissingNode() ? backend : section);
    if (backend.has("run")) {
      problems.add("backend.run: has no effect in a study, which is kept in its own folder");
    }
    if (backend.has(MAX_COST)) {
      problems.add("backend.max_cost_usd: has no effect in a study; budget_usd limits all of it");
      backend.remove(MAX_COST);
    }
    JsonNode budget = file.tree().path("budget_usd");
    if (!budget.isMissingNode()) {
      if (!budget.isNumber() || budget.asDouble() <= 0) {
        problems.add("budget_usd: must be an amount of more than 0 US dollars, but was " + budget);
      } else if (backend.path("type").asText().equals("lambda")) {
        backend.set(MAX_COST, budget);
      }
    }
    SpecFile where = new SpecFile(own.isMissingNode() ? base.path() : file.path(), tree);
    try {
      if (BackendSpec.of(where) instanceof BackendSpec.Batch) {
        problems.add(
            "backend.type: a study runs on local or lambda, but was batch; set one of them, or run"
                + " its specs on batch with dml batch");
      }
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
    }
    return Optional.of(where);
  }

  private void shapes() {
    JsonNode tree = file.tree();
    if (tree.has("grid") && !tree.path("grid").isObject()) {
      study.problem("grid", "must be a mapping of paths to values, but was " + tree.path("grid"));
    }
    if (tree.has("exclude") && !tree.path("exclude").isArray()) {
      study.problem("exclude", "must be a list of mappings, but was " + tree.path("exclude"));
    }
    JsonNode samples = tree.path("samples");
    if (tree.has("samples") && !samples.isTextual() && !samples.isObject()) {
      study.problem(
          "samples",
          "must name a CSV file, or be a mapping of names to values by their paths, but was "
              + samples);
    }
  }

  /** How many data sets there are at every point; 0 if none is simulated. */
  private int dataSets(SpecFile base, List<Point> points) {
    Optional<JsonNode> section = Simulation.in(file.tree());
    if (section.isEmpty()) {
      if (points.stream()
          .flatMap(point -> point.values().keySet().stream())
          .anyMatch(StudyReader::isSimulated)) {
        problems.add("simulate: is missing, but the grid has values for it");
      }
      return 0;
    }
    if (base.tree().has("data")) {
      problems.add("data: has no effect beside simulate, which draws the data");
    }
    if (points.stream().anyMatch(point -> point.values().containsKey("simulate.data_sets"))) {
      problems.add("grid.simulate.data_sets: must be the same for all; say it in simulate");
    }
    return Simulation.dataSets(new SpecNode("simulate", section.get(), problems));
  }

  private static boolean isSimulated(String path) {
    return path.startsWith("simulate.");
  }
}
