package dev.dml.casestudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.fetch.MadeUpDataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs the programs on made-up data in the published format. */
class StudyTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void bonusPrintsBothForestsBesideThePublishedNumbers() throws IOException {
    int code =
        run(
            new Bonus(MadeUpDataSet.bonus(directory)),
            "--from",
            directory.toString(),
            "--repetitions=2",
            "--trees=5");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("5 trees, 5 folds, 2 repetitions", "README forest", "limited forest", "0.0110")
        .contains("this run, aggregation median-spread", "this run, aggregation median ")
        // A forest of single-row leaves on pure noise must lose against the mean.
        .contains("worse than a constant")
        // 2 repetitions, 5 folds, 2 nuisances.
        .contains("20 fits in");
  }

  @Test
  void pensionEstimatesThreeModelsWithFiveFamiliesOfLearners() throws IOException {
    int code =
        run(
            new Pension401k(MadeUpDataSet.pension(directory)),
            "--from",
            directory.toString(),
            "--repetitions=1",
            "--trees=5");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    for (String model : new String[] {"plr", "irm", "iivm"}) {
      assertThat(out.toString().lines().filter(line -> line.startsWith("| " + model + " ")))
          .hasSize(5);
    }
    assertThat(out.toString()).contains("9247 (1328)", "11861 (1619)");
  }

  @Test
  void theReferenceFailsOnOtherData() throws IOException {
    int code =
        run(new BonusReference(MadeUpDataSet.bonus(directory)), "--from", directory.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("DEVIATES");
  }

  @Test
  void absentDataAreOneSentence() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    int code = run(new Bonus(MadeUpDataSet.bonus(directory)), "--from", empty.toString());
    assertThat(code).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().strip())
        .isEqualTo(
            "there is no file "
                + empty.resolve("penn_jae.dat")
                + "; get it from "
                + directory.resolve("penn_jae.dat").toUri()
                + " and put it there");
  }

  private int run(Study study, String... arguments) {
    CommandLine line = Study.program(study);
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(arguments);
  }
}
