package dev.dml.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.SampleResults;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.result.DmlResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static Conditions with(int covariates) {
    DmlResult plain = SampleResults.plain();
    List<String> names = IntStream.range(0, covariates).mapToObj(i -> "covariate_" + i).toList();
    return new Conditions(
        new DmlResult(
            plain.model(),
            plain.score(),
            plain.aggregation(),
            plain.observations(),
            plain.folds(),
            plain.seed(),
            plain.estimates(),
            plain.nuisances(),
            plain.warnings(),
            Preparation.none(100, MissingPolicy.ERROR, names),
            plain.dataDigest(),
            plain.predictions(),
            plain.clusters(),
            plain.weights(),
            plain.answers(),
            plain.run(),
            Optional.empty()));
  }

  @Test
  void covariatesThatDoNotFitAreCounted() {
    assertThat(with(1200).covariates(2, 78, "  "))
        .containsExactly(
            "1,200 covariates: covariate_0, covariate_1, covariate_2, covariate_3,",
            "  covariate_4, covariate_5, covariate_6, covariate_7 and 1,192 more");
  }

  @Test
  void covariatesThatFitAreAllNamed() {
    assertThat(with(3).covariates(2, 78, "  "))
        .containsExactly("3 covariates: covariate_0, covariate_1, covariate_2");
    assertThat(with(0).covariates(2, 78, "  ")).containsExactly("no covariates");
  }

  @Test
  void aFullReportNamesAllOfThem() {
    assertThat(with(1200).covariates()).endsWith(", covariate_1198, covariate_1199");
  }
}
