package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A spec that a test writes, and what is read of it. */
abstract class SpecReading {

  static final String MINIMAL =
      """
      data: {file: d.csv, outcome: y, treatment: d}
      model: plr
      learners: {ml_l: {type: linear-regression}, ml_m: linear-regression}
      """;

  @TempDir Path directory;

  Spec read(String text, String... overrides) throws IOException {
    return Spec.read(write(text), List.of(overrides));
  }

  Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("spec.yaml"), text);
  }

  void refused(String text, String... problems) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  void notRead(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + message);
  }
}
