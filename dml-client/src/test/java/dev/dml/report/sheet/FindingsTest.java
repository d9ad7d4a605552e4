package dev.dml.report.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.Lcg500;
import dev.dml.LinearNuisances;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.StoppingRule;
import org.junit.jupiter.api.Test;

class FindingsTest {

  /** One repetition of four is under way when three are known to be enough. */
  @Test
  void repetitionsThatWereUnderWayAreSaid() {
    DmlResult result =
        LinearNuisances.estimator(PartiallyLinear.partiallingOut())
            .withRepetitions(new StoppingRule(1, 2, 60))
            .estimate(new Lcg500().continuous());
    assertThat(Findings.byName(result).words().getFirst())
        .matches(
            "4 repetitions determine the estimates within 0\\.\\d+ of their standard errors, nine"
                + " times out of ten; 1\\.0 was asked for; after 3 it was known to be enough, and"
                + " what was under way is used");
  }
}
