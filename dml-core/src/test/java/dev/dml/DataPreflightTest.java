package dev.dml;

import static dev.dml.UnfittedEstimation.never;
import static dev.dml.UnfittedEstimation.refused;

import dev.dml.data.CausalData;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Data that do not fit the model are refused. */
class DataPreflightTest {

  private final Lcg500 lcg = new Lcg500();

  @Test
  void aConstantTreatmentIsRefused() {
    CausalData data = lcg.builder().treatment("d", new double[Lcg500.ROWS]).build();
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m"),
        data,
        "data.treatment: d must vary, but is 0 in all 500 rows");
  }

  @Test
  void interactiveRegressionRefusesATreatmentThatIsNotBinary() {
    double[] levels = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> i % 3).toArray();
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m"),
        lcg.builder().treatment("d", levels).build(),
        "data.treatment: irm needs a treatment that is 0 or 1, with both among the rows, but d has"
            + " the values 0, 1, 2");
  }

  @Test
  void manyValuesOfATreatmentAreNotAllListed() {
    double[] levels = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> i).toArray();
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m"),
        lcg.builder().treatment("d", levels).build(),
        "data.treatment: irm needs a treatment that is 0 or 1, with both among the rows, but d has"
            + " the values 0, 1, 2, 3, 4, ...");
  }

  @Test
  void aModelWithoutInstrumentsRefusesThem() {
    refused(
        never(PartiallyLinear.partiallingOut(), "ml_l", "ml_m"),
        lcg.builder().treatment("d", lcg.d).instrument("z", lcg.z).build(),
        "data.instruments: plr uses no instruments, but there are: z");
  }

  @Test
  void aModelWithInstrumentsNeedsThem() {
    refused(
        never(PartiallyLinearIv.partiallingOut(), "ml_l", "ml_m", "ml_r"),
        lcg.binary(),
        "data.instruments: pliv needs at least one instrument, but there are none");
    refused(
        never(InteractiveIv.late(), "ml_g", "ml_m", "ml_r"),
        lcg.builder().treatment("d", lcg.d).instrument("z", lcg.z).instrument("z2", lcg.z2).build(),
        "data.instruments: iivm needs exactly one instrument, but there are 2: z, z2");
  }

  /** Rows 0, 3, 6, ... have a, rows 1, 4, 7, ... have b, the others neither. */
  @Test
  void armsOfOneFactorAreNoTreatmentsOfInteractiveRegression() {
    double[] a = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> i % 3 == 0 ? 1 : 0).toArray();
    double[] b = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> i % 3 == 1 ? 1 : 0).toArray();
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m"),
        lcg.builder().treatment("a", a).treatment("b", b).build(),
        "data.treatment: a, b are never 1 together, like the arms of one factor, and irm would"
            + " count the rows of one as untreated by the other; make one column of all arms with"
            + " data.query and estimate its levels with apo, or each arm on its own rows and those"
            + " of the reference arm alone, for a with data.query: SELECT * FROM data WHERE b"
            + " = 0, and name the other as neither treatment nor covariate");
  }

  /** One of two arms that cover all rows is the reference. */
  @Test
  void armsThatCoverAllRowsHaveOneOfThemForReference() {
    double[] b = IntStream.range(0, Lcg500.ROWS).mapToDouble(i -> 1 - lcg.d[i]).toArray();
    refused(
        never(InteractiveRegression.of(Estimand.ATE), "ml_g", "ml_m"),
        lcg.builder().treatment("a", lcg.d).treatment("b", b).build(),
        "data.treatment: a, b are never 1 together, like the arms of one factor, and irm would"
            + " count the rows of one as untreated by the other; make one column of all arms with"
            + " data.query and estimate its levels with apo, or each arm on its own rows and those"
            + " of the reference arm alone, for a with data.query: SELECT * FROM data WHERE a"
            + " = 1 OR b = 1, and name the other as neither treatment nor covariate");
  }

  @Test
  void severalTreatmentsWithTooFewInstrumentsAreRefused() {
    CausalData data =
        lcg.builder().treatment("d", lcg.d).treatment("dc", lcg.dc).instrument("z", lcg.z).build();
    refused(
        never(PartiallyLinearIv.partiallingOut(), "ml_l", "ml_m", "ml_r"),
        data,
        "data.instruments: pliv estimates the effects of d, dc together and needs at least 2"
            + " instruments for them, but there is one: z");
    refused(
        never(PartiallyLinearIv.ivType(), "ml_l", "ml_m", "ml_r", "ml_g"),
        data,
        "data.instruments: pliv estimates the effects of d, dc together and needs at least 2"
            + " instruments for them, but there is one: z",
        "data.treatment: pliv with the iv-type score needs exactly one treatment, but there are 2:"
            + " d, dc; the partialling-out score estimates several together");
    refused(
        never(InteractiveIv.late(), "ml_g", "ml_m", "ml_r"),
        lcg.builder().treatment("d", lcg.d).treatment("x", lcg.z2).instrument("z", lcg.z).build(),
        "data.treatment: iivm needs exactly one treatment, but there are 2: d, x; pliv estimates"
            + " the effects of several treatments together, with at least as many instruments");
  }

  /** Nobody without the offer takes the treatment, and everybody with it. */
  @Test
  void oneSidedComplianceIsNamed() {
    refused(
        never(InteractiveIv.late(), "ml_g", "ml_m", "ml_r"),
        lcg.builder().treatment("d", lcg.d).instrument("z", lcg.d).build(),
        "subgroups.always_takers: must be false, because no row with z = 0 has d = 1 in these"
            + " data",
        "subgroups.never_takers: must be false, because no row with z = 1 has d = 0 in these"
            + " data");
  }
}
