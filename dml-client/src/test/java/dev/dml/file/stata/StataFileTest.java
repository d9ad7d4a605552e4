package dev.dml.file.stata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.table.Roles;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import dev.dml.file.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files that pandas 2 wrote with {@code DataFrame.to_stata}: four rows of numbers of every type, a
 * 0/1 variable and one of three with value labels, texts with an umlaut, and from 117 on long
 * texts.
 */
class StataFileTest {

  @TempDir private Path directory;

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = StataFileTest.class.getResourceAsStream(name + ".dta")) {
      return in.readAllBytes();
    }
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("data.dta"), bytes);
  }

  private Table read(byte[] bytes) throws IOException {
    return new DataFile(file(bytes), Optional.empty()).read();
  }

  private static List<String> texts(Table table, String name) {
    TableColumn.Texts texts = (TableColumn.Texts) table.column(name).orElseThrow();
    return texts.levels().levels();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "114-little",
        "114-big",
        "117-little",
        "117-big",
        "118-little",
        "118-big",
        "119-little",
        "119-big"
      })
  void aFileOfEveryFormatAndOrderOfBytesIsRead(String name) throws IOException {
    Table table = read(resource(name));
    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.numbers("id").toArray()).containsExactly(1, 2, 3, 4);
    assertThat(table.numbers("small").toArray()).containsExactly(100, -3, 0, 7);
    assertThat(table.numbers("whole").toArray()).containsExactly(100_000, -5, 0, 1);
    assertThat(table.numbers("single").toArray()).containsExactly(0.5, Double.NaN, -2.25, 3);
    assertThat(table.numbers("wage").toArray()).containsExactly(1.1, 2.2, Double.NaN, -4.4);
    // Labels of 0 and 1 stay numbers, so that the variable can be a treatment.
    assertThat(table.numbers("treated").toArray()).containsExactly(0, 1, 1, 0);
    assertThat(texts(table, "region")).containsExactly("north", "south");
    assertThat(texts(table, "name")).containsExactly("Ada", "Zürich", "x");
    if (!name.startsWith("114")) {
      assertThat(texts(table, "note")).containsExactly("b", "long ".repeat(500));
    }
    assertThat(table.reading()).containsExactly("the value labels stand for the values of region");
  }

  /** 113 differs from 114 in the width of formats: 12 bytes in place of 49. */
  @ParameterizedTest
  @ValueSource(strings = {"114-little", "114-big"})
  void theFormatBeforeIsReadToo(String name) throws IOException {
    byte[] bytes = resource(name);
    int variables = 8;
    int formats = 4 + 2 + 4 + 81 + 18 + variables + 33 * variables + 2 * (variables + 1);
    byte[] older = new byte[bytes.length - 37 * variables];
    System.arraycopy(bytes, 0, older, 0, formats + 12 * variables);
    int after = formats + 49 * variables;
    System.arraycopy(bytes, after, older, formats + 12 * variables, bytes.length - after);
    older[0] = 113;
    assertThat(read(older).numbers("wage").toArray()).containsExactly(1.1, 2.2, Double.NaN, -4.4);
    older[0] = 115;
    assertThatThrownBy(() -> read(older)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void allCodesOfMissingValuesAreMissing() throws IOException {
    byte[] bytes = resource("114-little");
    Table table = read(bytes);
    int data = bytes.length - restAfterData(bytes);
    // The first cell is a byte; 101 is the first code of a missing value, 100 the largest number.
    bytes[data] = 101;
    assertThat(read(bytes).numbers("id").get(0)).isNaN();
    bytes[data] = 100;
    assertThat(read(bytes).numbers("id").get(0)).isEqualTo(100);
    bytes[data] = 127;
    assertThat(read(bytes).numbers("id").get(0)).isNaN();
    assertThat(table.numbers("id").get(0)).isEqualTo(1);
  }

  /** Rows are 1, 2, 3, 4 in their first byte; there is one place where they can be. */
  private static int restAfterData(byte[] bytes) {
    int width = 1 + 2 + 4 + 4 + 8 + 1 + 1 + 6;
    for (int start = bytes.length - 4 * width; start > 500; start--) {
      boolean found = true;
      for (int row = 0; row < 4; row++) {
        found &= bytes[start + row * width] == row + 1;
      }
      if (found) {
        return bytes.length - start;
      }
    }
    throw new AssertionError("no rows");
  }

  @Test
  void aFileThatEndsTooSoonIsRefused() throws IOException {
    byte[] whole = resource("118-little");
    for (int length = 0; length < whole.length; length += 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part))
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith(directory.resolve("data.dta") + " is no whole file of Stata: ");
    }
  }

  /**
   * Whatever is damaged, there is a table or a sentence, and never more memory than the file asks.
   */
  @Test
  void aDamagedFileIsReadOrRefusedInASentence() throws IOException {
    Random random = new Random(11);
    for (String name : List.of("114-big", "117-little", "118-big", "119-little")) {
      for (int i = 0; i < 300; i++) {
        byte[] bytes = resource(name);
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        try {
          read(bytes);
        } catch (InvalidInput e) {
          assertThat(e.getMessage()).contains(" is no whole file of Stata: ");
        }
      }
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    refused(
        "x,y\n1,2\n".getBytes(StandardCharsets.UTF_8), "it does not begin as a file of Stata does");
    refused(
        new byte[] {110, 2, 1, 0},
        "it is of format 110, older than Stata 8; save it again with a newer one");
    refused(release(2), "it is of format 122, but 113 to 115 and 117 to 121 are read");
  }

  /** The format 118 with another last digit after 12. */
  private static byte[] release(int digit) throws IOException {
    byte[] bytes = resource("118-little");
    int at = "<stata_dta><header><release>1".length();
    bytes[at] = '2';
    bytes[at + 1] = (byte) ('0' + digit);
    return bytes;
  }

  /**
   * Format 120 is 118 with aliases, which take no bytes in a row, as in a file of Stata 18 that the
   * R package readstata13 has among its examples.
   */
  @Test
  void anAliasOfAVariableElsewhereHasNoValues() throws IOException {
    byte[] bytes = release(0);
    assertThat(read(bytes).numbers("id").toArray()).containsExactly(1, 2, 3, 4);
    // The types 65530 of id and 65529 of small: an alias instead of the first one.
    byte[] types = {(byte) 0xfa, (byte) 0xff, (byte) 0xf9, (byte) 0xff};
    int at = find(bytes, types);
    bytes[at] = (byte) 0xf5;
    int row = find(bytes, "<data>".getBytes(StandardCharsets.US_ASCII)) + "<data>".length();
    int end = find(bytes, "</data>".getBytes(StandardCharsets.US_ASCII));
    int width = (end - row) / 4;
    byte[] shorter = new byte[bytes.length - 4];
    System.arraycopy(bytes, 0, shorter, 0, row);
    for (int i = 0; i < 4; i++) {
      System.arraycopy(bytes, row + i * width + 1, shorter, row + i * (width - 1), width - 1);
    }
    System.arraycopy(bytes, end, shorter, end - 4, bytes.length - end);
    Table table = read(shorter);
    assertThat(table.numbers("wage").toArray()).containsExactly(1.1, 2.2, Double.NaN, -4.4);
    assertThatThrownBy(() -> table.numbers("id"))
        .hasMessage(
            "column id cannot be used: it is an alias of a variable in another frame of Stata,"
                + " whose values are not in the file; copy it by frget and save again");
  }

  private static int find(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  /** Every mark of the layout, damaged by one bit. */
  @Test
  void whateverMarkIsDamagedTheFileIsRefused() throws IOException {
    byte[] whole = resource("118-big");
    int damaged = 0;
    for (int i = 0; i < whole.length - 1; i++) {
      if (whole[i] == '<' && (whole[i + 1] == '/' || Character.isLetter(whole[i + 1]))) {
        byte[] bytes = whole.clone();
        bytes[i + 1] ^= 2;
        assertThatThrownBy(() -> read(bytes))
            .isInstanceOf(InvalidInput.class)
            .hasMessageStartingWith(directory.resolve("data.dta") + " is no whole file of Stata: ");
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThanOrEqualTo(20);
  }

  /** The label of the first variable is the first text of its section. */
  @Test
  void whatVariablesAreIsSaidOfThoseThatAreUsed() throws IOException {
    byte[] bytes = resource("118-little");
    byte[] words = "Who it is".getBytes(StandardCharsets.UTF_8);
    int at =
        find(bytes, "<variable_labels>".getBytes(StandardCharsets.US_ASCII))
            + "<variable_labels>".length();
    System.arraycopy(words, 0, bytes, at, words.length);
    bytes[at + words.length] = 0;
    Table table = read(bytes);
    assertThat(table.labels()).containsEntry("id", "Who it is");
    assertThat(table.reading()).contains("by its labels, id: Who it is");
    Roles roles = new Roles("small", List.of("whole"), List.of(), Optional.of(List.of("treated")));
    assertThat(table.causalData(roles, MissingPolicy.ERROR).preparation().reading())
        .noneMatch(sentence -> sentence.contains("Who it is"));
    Roles named = new Roles("small", List.of("whole"), List.of(), Optional.of(List.of("id")));
    assertThat(table.causalData(named, MissingPolicy.ERROR).preparation().labels())
        .containsExactly(Map.entry("id", "Who it is"));
  }

  @Test
  void aQuerySeesNumbersAndLabels() throws IOException {
    Path path = file(resource("118-little"));
    Table table =
        new DataFile(
                path,
                Optional.of(
                    "SELECT wage + id AS sum, region FROM data WHERE region = 'north' ORDER BY id"))
            .read();
    assertThat(texts(table, "region")).containsExactly("north");
    assertThat(table.reading()).containsExactly("the value labels stand for the values of region");
    assertThatThrownBy(() -> new DataFile(path, Optional.of("SELECT wages FROM data")).read())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no column \"wages\"; similar ones are: \"wage\"");
  }

  private void refused(byte[] bytes, String reason) {
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(directory.resolve("data.dta") + " is no whole file of Stata: " + reason);
  }
}
