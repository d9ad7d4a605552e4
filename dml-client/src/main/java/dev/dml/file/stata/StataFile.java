package dev.dml.file.stata;

import dev.dml.data.FileProblem;
import dev.dml.data.InvalidInput;
import dev.dml.data.table.Table;
import dev.dml.data.table.TableColumn;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A data file of Stata of the formats 113 to 115 and 117 to 121, of either byte order.
 *
 * <p>Numbers are numbers, all codes of missing values missing. A variable all of whose values have
 * labels is a column of the labels as texts, unless it is of 0 and 1 alone. Texts are texts, and an
 * empty one is missing. The layout is that of Stata's manual, {@code help dta}.
 *
 * @param path where it is
 */
public record StataFile(Path path) {

  private static final int BLOCK = 1 << 20;

  /**
   * Reads it.
   *
   * @throws InvalidInput if it cannot be read, or is no whole file of Stata
   */
  public Table read() {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      return table(new StataInput(in));
    } catch (EOFException e) {
      throw new InvalidInput(path + " is no whole file of Stata: it ends too soon");
    } catch (StataDamage e) {
      throw new InvalidInput(path + " is no whole file of Stata: " + e.getMessage());
    } catch (IOException e) {
      throw new InvalidInput(path + " cannot be read: " + FileProblem.of(e));
    }
  }

  private Table table(StataInput in) throws IOException {
    StataLayout layout = StataLayout.read(in);
    check(layout);
    int rows = (int) layout.rows();
    List<StataColumn> columns = new ArrayList<>();
    for (StataVariable variable : layout.variables()) {
      columns.add(StataColumn.of(variable, in, layout.release(), rows));
    }
    rows(in, layout, columns);
    Map<Long, String> longTexts = Map.of();
    Map<String, Map<Integer, String>> labels;
    if (layout.isTagged()) {
      in.expect("</data>");
      longTexts = StataTexts.longTexts(in, layout.release());
      labels = StataTexts.tagged(in, layout.release());
      in.expect("</stata_dta>");
    } else {
      labels = StataTexts.untagged(in);
    }
    List<TableColumn> read = new ArrayList<>();
    List<String> named = new ArrayList<>();
    for (StataColumn column : columns) {
      TableColumn made = column.column(longTexts, labels);
      read.add(made);
      if (!column.variable().isText() && made instanceof TableColumn.Texts) {
        named.add(made.name());
      }
    }
    Table table = Table.of(rows, read).withLabels(words(layout));
    return named.isEmpty()
        ? table
        : table.withReading(
            List.of("the value labels stand for the values of " + String.join(", ", named)));
  }

  private static Map<String, String> words(StataLayout layout) {
    Map<String, String> words = new HashMap<>();
    for (StataVariable variable : layout.variables()) {
      if (!variable.label().isEmpty() && !variable.label().equals(variable.name())) {
        words.put(variable.name(), variable.label());
      }
    }
    return words;
  }

  /**
   * What is said before the data must fit the file, or a damaged number would ask for all memory.
   */
  private void check(StataLayout layout) throws IOException {
    Set<String> names = new LinkedHashSet<>();
    for (StataVariable variable : layout.variables()) {
      if (variable.name().isBlank() || !names.add(variable.name())) {
        throw new StataDamage("a name of a variable is empty or there twice");
      }
    }
    long size = Files.size(path);
    if (names.isEmpty()
        || layout.rows() < 0
        || layout.rows() > Integer.MAX_VALUE - 16
        || layout.rows() > size / Math.max(1, layout.rowBytes())) {
      throw new StataDamage(
          "it has "
              + layout.rows()
              + " rows of "
              + names.size()
              + " variables by what it says, for which it is too short");
    }
  }

  private static void rows(StataInput in, StataLayout layout, List<StataColumn> columns)
      throws IOException {
    int width = (int) layout.rowBytes();
    int most = Math.max(1, BLOCK / Math.max(1, width));
    for (int row = 0; row < layout.rows(); ) {
      int count = (int) Math.min(most, layout.rows() - row);
      ByteBuffer block = in.bytes((long) count * width);
      for (int i = 0; i < count; i++) {
        for (StataColumn column : columns) {
          column.add(block, row);
        }
        row++;
      }
    }
  }
}
