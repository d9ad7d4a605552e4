package dev.dml.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.Estimate;
import dev.dml.inference.LinearScore;
import dev.dml.inference.SamplingDesign;
import dev.dml.random.Seed;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DesignTest {

  /** Enough that means of variables with variance near 1 have a standard error of 0.0032. */
  private static final int ROWS = 100_000;

  private static Design design(String name, Object... values) {
    Map<String, Double> byName = new java.util.HashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      byName.put((String) values[i], ((Number) values[i + 1]).doubleValue());
    }
    return DesignType.named(name).orElseThrow().create(byName);
  }

  static List<DesignType> types() {
    return DesignType.all();
  }

  @ParameterizedTest
  @MethodSource("types")
  void theSameSeedGivesTheSameData(DesignType type) {
    Design design = type.create(Map.of());
    CausalData data = design.draw(new Seed(7));
    assertThat(design.draw(new Seed(7)).digest()).isEqualTo(data.digest());
    assertThat(design.draw(new Seed(8)).digest()).isNotEqualTo(data.digest());
    assertThat(data.instruments()).hasSize(type.instruments().apply(type.values(Map.of())));
    assertThat(data.clusters()).hasSize(type.clusters());
    assertThat(data.outcome().name()).isEqualTo("y");
    assertThat(data.treatments()).extracting(Column::name).containsExactly("d");
  }

  @ParameterizedTest
  @CsvSource({"plr-ccddhnr2018, 0.7", "irm, 0.5", "iivm, 0.5", "pliv-chs2015, 0.5"})
  void neighbouringCovariatesAreCorrelated(String name, double correlation) {
    CausalData data = design(name, "n", ROWS, "p", 3).draw(new Seed(1));
    Column first = data.covariates().columns().get(0);
    Column third = data.covariates().columns().get(2);
    // Four standard errors of a mean of products of standard normals, at most sqrt(2 / n).
    assertThat(product(first, third)).isCloseTo(correlation * correlation, within(0.018));
  }

  /** With the true nuisances in the score, the standard error must be the oracle's. */
  @Test
  void theOracleOfThePartiallyLinearDesignHasTheStatedError() {
    Design design = design("plr-ccddhnr2018", "n", ROWS);
    CausalData data = design.draw(new Seed(2));
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double x1 = data.covariates().columns().get(0).get(i);
      double x3 = data.covariates().columns().get(2).get(i);
      double v = data.treatments().getFirst().get(i) - x1 - 0.25 / (1 + Math.exp(-x3));
      double l = 0.5 * (x1 + 0.25 / (1 + Math.exp(-x3))) + 1 / (1 + Math.exp(-x1)) + 0.25 * x3;
      a[i] = -v * v;
      b[i] = v * (data.outcome().get(i) - l);
    }
    expect(design, "plr", "partialling-out", a, b);
  }

  /** The instrument less its mean given x1 is w / 2; the rest of the outcome is e. */
  @Test
  void theOracleOfTheDesignWithAnInstrumentHasTheStatedError() {
    Design design = design("pliv-chs2015", "n", ROWS, "p", 5, "theta", 0.5);
    CausalData data = design.draw(new Seed(3));
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double index = index(data, i);
      double w =
          data.instruments().getFirst().get(i) - data.covariates().columns().getFirst().get(i);
      double d = data.treatments().getFirst().get(i);
      a[i] = -w * (d - index - data.covariates().columns().getFirst().get(i));
      b[i] =
          w
              * (data.outcome().get(i)
                  - index
                  - 0.5 * (index + data.covariates().columns().getFirst().get(i)));
    }
    expect(design, "pliv", "partialling-out", a, b);
  }

  /** Whoever complies is known by the ratio of the effects of a fair instrument. */
  @Test
  void theOracleOfTheDesignWithComplianceHasTheStatedError() {
    Design design = design("iivm", "n", ROWS, "alpha_x", 1);
    CausalData data = design.draw(new Seed(4));
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      double z = 2 * data.instruments().getFirst().get(i) - 1;
      // Less the means given x, which differ from the best ones by a constant in d alone.
      a[i] = -2 * z * (data.treatments().getFirst().get(i) - 0.67067);
      b[i] = 2 * z * (data.outcome().get(i) - index(data, i) - 0.67067);
    }
    expect(design, "iivm", "late", a, b);
  }

  private static double index(CausalData data, int row) {
    double sum = 0;
    List<Column> x = data.covariates().columns();
    for (int j = 0; j < x.size(); j++) {
      sum += x.get(j).get(row) / ((j + 1.0) * (j + 1.0));
    }
    return sum;
  }

  private static void expect(Design design, String model, String score, double[] a, double[] b) {
    Estimate estimate = new LinearScore(a, b).solve(SamplingDesign.independent(ROWS)).estimate();
    double oracle = design.oracleStandardError(model, score).orElseThrow();
    assertThat(estimate.coefficient())
        .isCloseTo(design.effect(model, score).orElseThrow(), within(4 * oracle));
    // The relative error of a standard error is near sqrt(1 / n), 0.3 %.
    assertThat(estimate.standardError()).isCloseTo(oracle, within(0.02 * oracle));
  }

  /**
   * At 500 rows, computed by hand from the variances in the documentation: sqrt(1 / 500), sqrt(2 (1
   * + exp(pi^2 / 6)) + 1) / sqrt(500), 2 / (Phi(0.2) - 1/2) / sqrt(500) and sqrt(4 / 500).
   */
  @Test
  void oraclesAt500Rows() {
    assertThat(oracle("plr-ccddhnr2018", "plr", "iv-type")).isCloseTo(.0447, within(1e-4));
    assertThat(oracle("irm", "irm", "ate")).isCloseTo(.16347, within(1e-5));
    assertThat(oracle("iivm", "iivm", "late")).isCloseTo(1.128, within(1e-3));
    assertThat(oracle("pliv-chs2015", "pliv", "partialling-out")).isCloseTo(.0894, within(1e-4));
  }

  private static double oracle(String name, String model, String score) {
    return design(name).oracleStandardError(model, score).orElseThrow();
  }

  /** 2 E[Z L(pi Z / sqrt 3)] of a standard normal Z is 0.581296177603 by adaptive quadrature. */
  @Test
  void theTreatedOfTheInteractiveDesignGainMore() {
    Design design = design("irm", "theta", 0.5);
    assertThat(design.effect("irm", "ate")).hasValue(0.5);
    assertThat(design.effect("irm", "atte").orElseThrow())
        .isCloseTo(0.5 + 0.581296177603, within(1e-11));
    assertThat(design.effect("irm", "atu").orElseThrow())
        .isCloseTo(0.5 - 0.581296177603, within(1e-11));
    assertThat(design.effect("iivm", "late")).isEmpty();
  }

  @Test
  void halfOfTheRowsOfTheInteractiveDesignAreTreated() {
    Column d = design("irm", "n", ROWS).draw(new Seed(3)).treatments().getFirst();
    // Four standard errors of a share of 1/2.
    assertThat(product(d, d)).isCloseTo(0.5, within(0.0064));
  }

  /** In designs 5 and 6 the treatment is a coin, in the others it goes with the outcome. */
  @Test
  void theTreatmentOfTheFirstChangesDependsOnTheOutcome() {
    for (int kind = 1; kind <= 6; kind++) {
      CausalData data = design("did-sz2020", "n", ROWS, "dgp", kind).draw(new Seed(kind));
      double difference = difference(data);
      // The change has a standard deviation near 36, so that a difference of arms has 0.23.
      assertThat(Math.abs(difference) < 1)
          .as("design %d: %f", kind, difference)
          .isEqualTo(kind >= 5);
    }
    assertThat(design("did-sz2020", "dgp", 1).effect("did", "observational")).hasValue(0);
    assertThat(design("did-sz2020", "dgp", 1).effect("did", "experimental")).isEmpty();
    assertThat(design("did-sz2020", "dgp", 5).effect("did", "experimental")).hasValue(0);
  }

  private static double difference(CausalData data) {
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int i = 0; i < data.rows(); i++) {
      int arm = (int) data.treatments().getFirst().get(i);
      sum[arm] += data.outcome().get(i);
      count[arm]++;
    }
    return sum[1] / count[1] - sum[0] / count[0];
  }

  /**
   * The R2 of treatment and outcome on the common function: means of 1,300 data sets of 1,000 rows
   * in the authors' files (aahrens1/ddml_modelavg, sim_SJ/sim_temp.dta, rd and ry).
   */
  @ParameterizedTest
  @CsvSource({"1, .499, .508", "2, .506, .495", "3, .499, .502", "4, .502, .501", "5, .504, .502"})
  void theCommonFunctionExplainsHalf(int kind, double ofTreatment, double ofOutcome) {
    CausalData data = design("plr-ahsw2024", "n", ROWS, "dgp", kind).draw(new Seed(kind));
    double[] common = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      common[i] = common(kind, data.covariates().columns(), i);
    }
    Column g = Column.of("g", common);
    // A squared correlation of 0.5 has a standard error of 0.003 with equal normal errors; these
    // have heavier tails.
    assertThat(r2(data.treatments().getFirst(), g)).isCloseTo(ofTreatment, within(0.025));
    assertThat(r2(data.outcome(), g)).isCloseTo(ofOutcome, within(0.025));
  }

  private static double common(int kind, List<Column> columns, int row) {
    double[] x = columns.stream().mapToDouble(column -> column.get(row)).toArray();
    return switch (kind) {
      case 1 -> IntStream.range(0, 50).mapToDouble(j -> Math.pow(0.9, j + 1) * x[j]).sum();
      case 2 ->
          x[0] * x[1]
              + x[2] * x[2]
              + x[3] * x[4]
              + x[5] * x[6]
              + x[7] * x[8]
              + x[9]
              + x[10] * x[10]
              + x[11] * x[12];
      case 3 -> x[0] > .3 && x[1] > 0 && x[2] > -1 ? 1 : 0;
      default ->
          x[0]
              + Math.sqrt(Math.abs(x[1]))
              + Math.sin(x[2])
              + .3 * x[3] * x[4]
              + x[5]
              + .3 * x[6] * x[6];
    };
  }

  private static double r2(Column left, Column right) {
    return Math.pow(new PearsonsCorrelation().correlation(left.toArray(), right.toArray()), 2);
  }

  @Test
  void moreInstrumentsThanCovariatesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> design("pliv-chs2015", "p", 2, "q", 3))
        .withMessage("q: must be at most p, 2, but was 3");
  }

  private static double product(Column left, Column right) {
    double sum = 0;
    for (int i = 0; i < left.size(); i++) {
      sum += left.get(i) * right.get(i);
    }
    return sum / left.size();
  }
}
