package dev.dml.analysis.effects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dml.analysis.MultiplierSource;
import dev.dml.analysis.ScoredRepetition;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.inference.Aggregation;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.inference.SamplingDesign;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.Parameter;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.Predictions;
import dev.dml.split.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares joint bands with the reference cases of conditional effects of plr and irm, which give the normals of
 * each draw; a spec cannot, so this is in the package that can.
 *
 * <p>Argument: the directory of the cases. Exit 1 if a number is off.
 */
final class BandCheck {

  private static final double TOLERANCE = 1e-8;
  private static final Map<String, CausalModel> MODELS =
      Map.of(
          "partialling out", PartiallyLinear.partiallingOut(),
          "IV-type", PartiallyLinear.ivType(),
          "ATE", InteractiveRegression.of(InteractiveRegression.Estimand.ATE));

  private final JsonNode reference;
  private final Map<String, double[]> predictions;
  private final CausalModel model;
  private final CausalData data;
  private final GivenBasis basis;

  private BandCheck(Path directory, JsonNode reference) throws IOException {
    this.reference = reference;
    this.predictions = read(directory.resolve("predictions.csv"));
    this.model = MODELS.get(reference.path("score").asText());
    Map<String, double[]> columns = read(directory.resolve("data.csv"));
    Map<String, double[]> functions = read(directory.resolve("basis.csv"));
    functions.keySet().removeIf(name -> !name.startsWith("polynomial."));
    CausalDataBuilder builder =
        CausalData.builder().outcome("y", columns.get("y")).treatment("d", columns.get("d"));
    reference.at("/roles/x").forEach(x -> builder.covariate(x.asText(), columns.get(x.asText())));
    functions.forEach(builder::modifier);
    this.data = builder.build();
    List<List<Double>> places =
        integers(reference.at("/expected/cate_polynomial/rows"))
            .mapToObj(row -> functions.values().stream().map(column -> column[row]).toList())
            .toList();
    this.basis = new GivenBasis(List.copyOf(functions.keySet()), places);
  }

  public static void main(String[] args) throws IOException {
    boolean good = true;
    for (String name : List.of("cate_irm", "cate_plr_iv_type", "cate_plr_po")) {
      Path directory = Path.of(args[0]).resolve(name);
      double worst =
          new BandCheck(directory, new ObjectMapper().readTree(directory.resolve("case.json").toFile())).worst();
      System.out.printf(
          "%s band of %s: largest deviation %.1e%n", worst <= TOLERANCE ? "ok  " : "FAIL", name, worst);
      good &= worst <= TOLERANCE;
    }
    if (!good) {
      System.exit(1);
    }
  }

  private double worst() {
    JsonNode joint = reference.at("/expected/cate_polynomial/at_rows/joint");
    int draws = joint.at("/normals/0/0").size();
    ConditionalEffects effects =
        new ConditionalEffects(
            data,
            new CurveQuestion(basis, draws),
            Aggregation.MEDIAN,
            0.95,
            repetition -> normals(joint.path("normals").path(repetition)));
    for (int r = 0; r < reference.path("n_rep").asInt(); r++) {
      effects.accept(repetition(r));
    }
    List<ConfidenceInterval> band = effects.result().getFirst().joint();
    double worst = 0;
    for (int p = 0; p < band.size(); p++) {
      JsonNode expected = joint.path("ci95").path(p);
      worst = Math.max(worst, deviation(band.get(p).lower(), expected.path(0).asDouble(Double.NaN)));
      worst = Math.max(worst, deviation(band.get(p).upper(), expected.path(1).asDouble(Double.NaN)));
    }
    return worst;
  }

  private static double deviation(double actual, double wanted) {
    double deviation = Math.abs(actual - wanted) / Math.abs(wanted);
    return Double.isNaN(deviation) ? Double.POSITIVE_INFINITY : deviation;
  }

  private static MultiplierSource normals(JsonNode byFunction) {
    return (function, first, into) -> {
      for (int i = 0; i < into.length; i++) {
        into[i] = byFunction.path(function).path(first + i).asDouble();
      }
    };
  }

  private ScoredRepetition repetition(int number) {
    String ending = ".rep" + number + ".treat0";
    Predictions ofRepetition =
        Predictions.of(
            predictions.keySet().stream()
                .filter(name -> name.endsWith(ending))
                .map(name -> Column.of(name.replace(ending, ""), predictions.get(name)))
                .toList());
    Parameter parameter = new Parameter(0);
    return new ScoredRepetition(
        number,
        model,
        data,
        List.of(
            new ScoredRepetition.Group(
                0,
                Partition.of(integers(reference.path("folds").path(number)).toArray()),
                ofRepetition,
                List.of(),
                Map.of(
                    parameter,
                    model.score(data, parameter, ofRepetition).solve(SamplingDesign.independent(data.rows()))),
                Map.of())));
  }

  private static IntStream integers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt());
  }

  private static Map<String, double[]> read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",");
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (int c = 0; c < names.length; c++) {
      int column = c;
      columns.put(
          names[c],
          lines.stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[column])).toArray());
    }
    return columns;
  }
}
