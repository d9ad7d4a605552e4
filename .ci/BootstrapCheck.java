package dev.dml.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Median;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.CausalModel;
import dev.dml.model.Parameter;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.Predictions;
import dev.dml.split.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Compares joint inference with the reference cases of the multiplier bootstrap, which give the multipliers; a spec
 * cannot, so this is in the package that can.
 *
 * <p>Argument: the directory of the cases. Exit 1 if a number is off.
 */
final class BootstrapCheck {

  private static final double TOLERANCE = 1e-8;

  private final Path directory;
  private final JsonNode expected;
  private final CausalData data;
  private final CausalModel model = PartiallyLinear.partiallingOut();
  private final JsonNode reference;
  private double worst;

  private BootstrapCheck(Path directory) throws IOException {
    this.directory = directory;
    this.reference = new ObjectMapper().readTree(directory.resolve("case.json").toFile());
    this.expected = reference.at("/expected/bootstrap");
    Map<String, double[]> columns = read(directory.resolve("data.csv"));
    CausalDataBuilder builder = CausalData.builder().outcome("y", columns.get("y"));
    reference.at("/roles/d").forEach(d -> builder.treatment(d.asText(), columns.get(d.asText())));
    reference.at("/roles/x").forEach(x -> builder.covariate(x.asText(), columns.get(x.asText())));
    this.data = builder.build();
  }

  public static void main(String[] args) throws IOException {
    boolean good = true;
    try (Stream<Path> cases = Files.list(Path.of(args[0]))) {
      for (Path each : cases.filter(path -> path.getFileName().toString().startsWith("bootstrap_")).sorted().toList()) {
        BootstrapCheck check = new BootstrapCheck(each);
        check.compare(0.95, "95");
        check.compare(0.9, "90");
        boolean passed = check.worst <= TOLERANCE;
        System.out.printf("%s %s: largest deviation %.1e%n", passed ? "ok  " : "FAIL", each.getFileName(), check.worst);
        good &= passed;
      }
    }
    if (!good) {
      System.exit(1);
    }
  }

  private void compare(double level, String key) throws IOException {
    JointIntervals joint = joint(level);
    double[] critical = numbers(expected.path("critical" + key));
    add(joint.criticalValue(), Median.of(critical));
    for (int t = 0; t < joint.intervals().size(); t++) {
      JsonNode bounds = expected.path("joint_ci" + key).path(t);
      add(joint.intervals().get(t).lower(), bounds.path(0).asDouble(Double.NaN));
      add(joint.intervals().get(t).upper(), bounds.path(1).asDouble(Double.NaN));
      add(joint.romanoWolfShares().get(t), expected.at("/romano-wolf/p/" + t).asDouble(Double.NaN));
      add(joint.holm().get(t), expected.at("/holm/p/" + t).asDouble(Double.NaN));
      add(joint.bonferroni().get(t), expected.at("/bonferroni/p/" + t).asDouble(Double.NaN));
    }
  }

  private static double[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  /** Relative above 1, absolute below: its p-values are 2(1 - Phi(|t|)), without digits where they are small. */
  private void add(double actual, double wanted) {
    double deviation = Math.abs(actual - wanted) / Math.max(1, Math.abs(wanted));
    worst = Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : Math.max(worst, deviation);
  }

  private JointIntervals joint(double level) throws IOException {
    List<double[][]> multipliers = new ArrayList<>();
    int repetitions = reference.path("n_rep").asInt();
    for (int r = 0; r < repetitions; r++) {
      multipliers.add(read(directory.resolve("multipliers.rep" + r + ".csv")).values().toArray(new double[0][]));
    }
    JointInference inference =
        new JointInference(
            new MultiplierBootstrap(expected.path("B").asInt(), Multiplier.GAUSSIAN),
            Aggregation.MEDIAN,
            level,
            repetition ->
                (unit, first, into) -> {
                  for (int i = 0; i < into.length; i++) {
                    into[i] = multipliers.get(repetition)[first + i][unit];
                  }
                });
    Map<String, double[]> predictions = read(directory.resolve("predictions.csv"));
    for (int r = 0; r < repetitions; r++) {
      inference.accept(repetition(r, predictions));
    }
    return inference.result();
  }

  private ScoredRepetition repetition(int number, Map<String, double[]> columns) {
    List<ScoredRepetition.Group> groups = new ArrayList<>();
    for (int t = 0; t < data.treatments().size(); t++) {
      String ending = ".rep" + number + ".treat" + t;
      Predictions predictions =
          Predictions.of(Stream.of("ml_l", "ml_m").map(name -> Column.of(name, columns.get(name + ending))).toList());
      Parameter parameter = new Parameter(t);
      groups.add(
          new ScoredRepetition.Group(
              t,
              Partition.of(IntStream.range(0, data.rows()).map(row -> row % 2).toArray()),
              predictions,
              List.of(),
              Map.of(
                  parameter,
                  model.score(data, parameter, predictions).solve(SamplingDesign.independent(data.rows()))),
              Map.of()));
    }
    return new ScoredRepetition(number, model, data, groups);
  }

  private static Map<String, double[]> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.length; c++) {
      int column = c;
      columns.put(
          names[c], lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[column])).toArray());
    }
    return columns;
  }
}
