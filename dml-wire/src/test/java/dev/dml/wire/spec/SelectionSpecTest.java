package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.propensity.Propensity;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SelectionSpecTest extends SpecReading {

  @Test
  void selectionHasItsColumnAndItsHalves() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: y, treatment: d, selected: s, instruments: z}
            model: ssm
            score: non-ignorable
            propensity: {normalize: true}
            partitions: f.csv
            nested: n.csv
            predictions: p.csv
            """);
    assertThat(spec.model())
        .isEqualTo(
            new SampleSelection(
                SampleSelection.Selection.NON_IGNORABLE,
                new Propensity(0.01, Propensity.Weighting.HAJEK)));
    assertThat(spec.data().roles().selected()).contains("s");
    assertThat(spec.nested()).contains(directory.resolve("n.csv"));
  }

  @Test
  void selectionWithoutItsColumnIsRefused() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: ssm
        predictions: p.csv
        """,
        "data.selected: is missing; ssm needs the column that is 1 where the outcome was observed"
            + " (--selected)");
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, selected: s}
        model: irm
        predictions: p.csv
        """,
        "data.selected: has no effect under irm, only under ssm");
  }

  @Test
  void halvesBelongToNonIgnorableSelectionAndToPartitions() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, selected: s}
        model: ssm
        nested: n.csv
        predictions: p.csv
        """,
        "nested: has no effect under ssm with the score missing-at-random, only under ssm with the"
            + " score non-ignorable");
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, selected: s, instruments: z}
        model: ssm
        score: non-ignorable
        nested: n.csv
        predictions: p.csv
        """,
        "nested: has no effect without partitions, whose training rows it divides");
  }

  @Test
  void aConfounderOfSelectionHasNoBounds() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, selected: s}
        model: ssm
        sensitivity: {cf_y: 0.1}
        predictions: p.csv
        """,
        "sensitivity: has no effect under ssm with the score missing-at-random, whose effect a"
            + " confounder could bias through the treatment and through the selection, for which it"
            + " has no bounds; ask it of irm among the rows whose outcome was observed");
  }
}
