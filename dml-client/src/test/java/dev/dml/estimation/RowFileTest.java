package dev.dml.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.data.CausalData;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import dev.dml.file.DataFiles;
import dev.dml.split.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFileTest {

  @TempDir private Path directory;
  private Preparation preparation;

  /** Six rows, of which the second and the last are dropped. */
  @BeforeEach
  void dropRows() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("data.csv"), "y,d,x\n1,0,5\n2,1,\n3,0,7\n4,1,2\n5,0,3\n6,1,NA\n");
    Roles roles = new Roles("y", List.of("d"), List.of(), Optional.of(List.of("x")));
    CausalData data = new CsvFile(file).read().causalData(roles, MissingPolicy.DROP);
    preparation = data.preparation();
  }

  @Test
  void anEmptyLineIsTheRowThatWasDropped() throws IOException {
    for (String text : List.of("p\n.1\n\n.3\n.4\n.5\n\n", "p\n.1\n\n.3\n.4\n.5\n\n\n\n")) {
      assertThat(columns(text).getFirst()).containsExactly(.1, .3, .4, .5);
    }
    assertThat(columns("p,q\n.1,1\n,\n.3,3\n.4,4\n.5,5\n,\n").getLast())
        .containsExactly(1, 3, 4, 5);
  }

  @Test
  void anotherNumberOfRowsIsRefused() {
    assertThatThrownBy(() -> columns("p\n.1\n.2\n.3\n.4\n.5\n.6\n.7\n"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "predictions: "
                + directory.resolve("rows.csv")
                + " has 7 rows, but the data file has 6");
    assertThatThrownBy(() -> columns("p\n.1\n\n.3\n"))
        .hasMessage(
            "predictions: "
                + directory.resolve("rows.csv")
                + " has 3 rows, but the data file has 6");
  }

  @Test
  void rowsInMessagesAreThoseOfTheFile() throws IOException {
    Path folds = Files.writeString(directory.resolve("folds.csv"), "r\n0\n\n1\n-1\n0\n\n");
    assertThatThrownBy(() -> new FoldsFile(folds, false).partitions(preparation))
        .hasMessage(
            "partitions: column r of "
                + folds
                + ": a fold must be a whole number from 0 and below the number of rows, but is -1"
                + " in row 4");
    Files.writeString(directory.resolve("p.csv"), "ml_m.rep0.treat0\n.1\n\n.3\n.4\n1.5\n\n");
    Path spec =
        Files.writeString(
            directory.resolve("spec.yaml"),
            """
            data: {file: data.csv, outcome: y, treatment: d, covariates: x, missing: drop}
            model: irm
            learners: {ml_g: linear-regression}
            predictions: p.csv
            folds: 2
            """);
    assertThatThrownBy(() -> Estimation.read(spec, List.of(), new DataFiles()).estimate())
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(
            "predictions: column ml_m.rep0.treat0 must hold probabilities from 0 to 1, but is 1.5"
                + " in row 5");
  }

  @Test
  void rowNumbersAreNoRepetition() throws IOException {
    Path folds =
        Files.writeString(
            directory.resolve("folds.csv"),
            "row,Unnamed: 0,r\n1,5,0\n2,5,1\n3,5,0\n4,5,1\n5,5,0\n6,5,1\n");
    assertThatThrownBy(() -> new FoldsFile(folds, false).partitions(preparation))
        .hasMessage(
            refusal(folds, "row", "it numbers the rows")
                + "\n"
                + refusal(folds, "Unnamed: 0", "its name is that of stored row numbers"));
  }

  private static String refusal(Path folds, String column, String reason) {
    return "partitions: column "
        + column
        + " of "
        + folds
        + ": "
        + reason
        + ", so that it is no repetition; leave it out (for one row in each fold, leave out"
        + " partitions and say folds: 6)";
  }

  @Test
  void anEmptyCellInAFoldsFileIsAMissingFold() throws IOException {
    Path folds =
        Files.writeString(directory.resolve("folds.csv"), "r,s\n0,1\n1,0\n0,\n1,1\n0,0\n1,1\n");
    assertThatThrownBy(() -> new FoldsFile(folds, false).partitions(preparation))
        .hasMessage("partitions: column s of " + folds + ": the fold is missing in row 3");
  }

  /** The file has six rows, of which all are kept. */
  @Test
  void halvesOfEveryFoldAreRead() throws IOException {
    Preparation all = Preparation.none(6, MissingPolicy.ERROR, List.of());
    List<Partition> folds = List.of(Partition.of(0, 0, 0, 1, 1, 1));
    Path file =
        Files.writeString(
            directory.resolve("nested.csv"),
            "half.rep0.fold0,half.rep0.fold1\n0,1\n0,2\n0,1\n1,0\n2,0\n1,0\n");
    assertThat(new NestedFile(file).halves(folds, all))
        .containsExactly(List.of(Partition.of(0, 0, 0, 1, 2, 1), Partition.of(1, 2, 1, 0, 0, 0)));
    Files.writeString(
        file, "half.rep0.fold0,half.rep0.fold2,x\n0,1,1\n0,2,1\n0,1,1\n1,0,1\n3,0,1\n1,0,1\n");
    assertThatThrownBy(() -> new NestedFile(file).halves(folds, all))
        .hasMessage(
            ("nested: column half.rep0.fold0 of %s must be 0 in the rows of fold 0, and 1 or 2 in"
                    + " the others, but is 3 in row 5, which is in fold 1\n"
                    + "nested: %s has no column half.rep0.fold1\n"
                    + "nested: column half.rep0.fold2 of %s is no fold of the partitions\n"
                    + "nested: column x of %s is no fold of the partitions")
                .formatted(file, file, file, file));
    Files.writeString(file, "half.rep0.fold0,half.rep0.fold1\n0,1\n0,1\n0,1\n1,0\n2,0\n1,0\n");
    assertThatThrownBy(() -> new NestedFile(file).halves(folds, all))
        .hasMessage(
            "nested: column half.rep0.fold1 of "
                + file
                + " must put some rows into half 1 and some into half 2, but all are in one");
  }

  private List<double[]> columns(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    return new RowFile("predictions", file)
        .columns(preparation).stream().map(column -> column.toArray()).toList();
  }
}
