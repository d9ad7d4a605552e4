package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.model.CausalModel;
import dev.dml.model.PredictedInstrument;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelReaderTest {

  @ParameterizedTest
  @MethodSource("dev.dml.model.CausalModelContractTest#models")
  void aSpecCanNameEveryModel(CausalModel model, @TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("spec.yaml"),
            "data: {file: d.csv, outcome: y, " + treatment(model) + "}\n" + "predictions: p.csv\n");
    List<String> names =
        new ArrayList<>(List.of("model=" + model.name(), "score=" + model.scoreName()));
    if (model instanceof PredictedInstrument instrument) {
      names.add("partial=" + instrument.partial().name().toLowerCase(Locale.ROOT));
    }
    assertThat(Spec.read(file, names).model()).isEqualTo(model);
  }

  private static void assertRefused(String text, Path directory, String problem)
      throws IOException {
    Path file = Files.writeString(directory.resolve("spec.yaml"), text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(problem);
  }

  @Test
  void anUnknownPartialIsRefused(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}
        model: pliv
        partial: zx
        predictions: p.csv
        """,
        directory,
        "partial: must be one of x, z, xz, but was zx");
  }

  @Test
  void theScoreOfIvTypeTakesCovariatesOutAlone(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}
        model: pliv
        score: iv-type
        partial: xz
        predictions: p.csv
        """,
        directory,
        "partial: must be x with the score iv-type, but was xz");
  }

  @Test
  void onlyInstrumentsArePartialledOut(@TempDir Path directory) throws IOException {
    assertRefused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        partial: x
        predictions: p.csv
        """,
        directory,
        "partial: has no effect under plr, only under pliv");
  }

  private static String treatment(CausalModel model) {
    return model instanceof StaggeredAdoption staggered
        ? (staggered.observed() == Observed.PANEL ? "unit: u, " : "") + "time: t, cohort: g"
        : "treatment: d, instruments: [z]";
  }
}
