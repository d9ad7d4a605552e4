package dev.dml.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With mix_and_missing.sas7bdat of the tests of Parso 2.0.14; the numbers are those of pandas. */
class SasFileTest {

  @TempDir private Path directory;
  private Path file;
  private byte[] whole;

  @BeforeEach
  void copy() throws IOException {
    try (InputStream in = SasFileTest.class.getResourceAsStream("mix_and_missing.sas7bdat")) {
      whole = in.readAllBytes();
    }
    file = Files.write(directory.resolve("data.sas7bdat"), whole);
  }

  private Table read(String... query) {
    return new DataFile(file, Arrays.stream(query).findFirst()).read();
  }

  @Test
  void numbersTextsAndMissingValuesAreRead() {
    Table table = read();
    assertThat(table.names()).containsExactly("x1", "x2", "x3", "x4", "x5");
    assertThat(table.rows()).isEqualTo(48);
    assertThat(Arrays.stream(table.numbers("x1").toArray()).sum()).isEqualTo(96);
    assertThat(Arrays.copyOf(table.numbers("x2").toArray(), 3)).containsExactly(Double.NaN, 2, 3);
    // A column of texts that look like numbers is one of numbers, as in a CSV file.
    assertThat(Arrays.copyOf(table.numbers("x3").toArray(), 3))
        .containsExactly(1, Double.NaN, Double.NaN);
  }

  @Test
  void aQuerySeesTheTable() {
    Table table = read("SELECT x1, x1 * 2 AS twice FROM data WHERE x1 IS NOT NULL LIMIT 3");
    assertThat(table.numbers("twice").toArray()).containsExactly(2, 4, 6);
  }

  @Test
  void aFileThatIsNotWholeIsRefused() throws IOException {
    String start = file + " is no whole data set of SAS: ";
    for (int length = 0; length < whole.length; length += 512) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::read).isInstanceOf(InvalidInput.class).message().startsWith(start);
    }
    Files.writeString(file, "x,y\n1,2\n");
    assertThatThrownBy(this::read).hasMessage(start + "it does not begin as one does");
  }

  /** Whatever is damaged, there is a table or a sentence. */
  @Test
  void aDamagedFileIsReadOrRefusedInASentence() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      Files.write(file, damaged);
      try {
        read();
      } catch (InvalidInput e) {
        assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("copy.csv");
      }
    }
  }
}
