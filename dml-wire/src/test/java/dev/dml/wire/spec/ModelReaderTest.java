package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.CausalModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            "data: {file: d.csv, outcome: y, treatment: d, instruments: [z]}\n"
                + "predictions: p.csv\n");
    List<String> names = List.of("model=" + model.name(), "score=" + model.scoreName());
    assertThat(Spec.read(file, names).model()).isEqualTo(model);
  }
}
