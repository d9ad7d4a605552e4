package dev.dml.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told who take a panel for something else. */
class DifferenceMessagesTest {

  private static final String[] PERIODS = {"--unit", "firm", "--time", "year", "--cohort", "first"};

  @TempDir private Path directory;
  private Session session;

  @BeforeEach
  void panel() throws IOException {
    session = new Session(directory);
    StringBuilder csv = new StringBuilder("firm,year,first,y,x\n");
    for (int firm = 0; firm < 40; firm++) {
      for (int year = 2001; year <= 2004; year++) {
        int first = firm % 4 == 0 ? 0 : 2001 + firm % 4;
        csv.append("firm%d,%d,%d,%d,%d\n".formatted(firm, year, first, firm * year % 7, firm % 5));
      }
    }
    session.write("panel.csv", csv.toString());
  }

  private String errorsOf(String[] periods, String... options) {
    List<String> all =
        new ArrayList<>(List.of("did", session.path("panel.csv"), "-y", "y", "-x", "x"));
    all.addAll(List.of("--learner", "linear", "--repetitions", "1"));
    all.addAll(List.of(periods));
    all.addAll(List.of(options));
    Session.Outcome outcome = Session.run(all.toArray(String[]::new));
    assertThat(outcome.exitCode()).isEqualTo(2);
    return outcome.err();
  }

  @Test
  void aCohortBeyondThePeriodsIsNamedWithItsUnit() {
    assertThat(
            errorsOf(
                PERIODS,
                "--query",
                "SELECT * REPLACE (CASE firm WHEN 'firm7' THEN 2099 ELSE first END AS first)"
                    + " FROM data"))
        .isEqualTo(
            "dml: data.cohort: first must be one of the periods 2001, 2002, 2003 and 2004, or empty"
                + " or 0 for units that are not treated by the last of them, but is 2099 in 1 unit,"
                + " firm firm7 in row 29\n");
  }

  /** Two clusters, and a cohort that is no period. */
  @Test
  void aStrangeCohortIsToldWithEverythingElseThatIsWrong() {
    assertThat(
            errorsOf(
                PERIODS,
                "--cluster",
                "half",
                "--query",
                "SELECT * REPLACE (CASE firm WHEN 'firm7' THEN 2099 ELSE first END AS first),"
                    + " CASE firm WHEN 'firm1' THEN 'one' ELSE 'other' END AS half FROM data"))
        .isEqualTo(
            "dml: data.cohort: first must be one of the periods 2001, 2002, 2003 and 2004, or empty"
                + " or 0 for units that are not treated by the last of them, but is 2099 in 1 unit,"
                + " firm firm7 in row 29\n"
                + "dml: clusters: there must be at least 4, 2 for each of 2 folds, but half has"
                + " 2\n");
  }

  @Test
  void aCohortBetweenThePeriodsIsToBeRecoded() {
    assertThat(errorsOf(PERIODS, "--query", "SELECT * FROM data WHERE year <> 2003"))
        .isEqualTo(
            "dml: data.cohort: first must be one of the periods 2001, 2002 and 2004, or empty or 0"
                + " for units that are not treated by the last of them, but is 2003 in 10 units,"
                + " the first of them firm firm2 in row 7; recode 2003 to 2004, the next period"
                + " that is there, or add the period\n");
  }

  @Test
  void clustersThatAreUnitsAreSuperfluous() {
    assertThat(errorsOf(PERIODS, "--cluster", "firm"))
        .isEqualTo(
            "dml: data: column firm is both cluster and unit; leave it out of the clusters, since"
                + " standard errors are by unit already\n");
  }

  @Test
  void aCohortIsNoTreatment() {
    assertThat(errorsOf(new String[0], "-d", "first"))
        .isEqualTo(
            "dml: data.treatment: did needs a treatment that is 0 or 1, with both among the rows,"
                + " but first has the values 0, 2002, 2003, 2004; first treated periods are"
                + " cohorts: name them with data.cohort (--cohort), beside data.unit (--unit) and"
                + " data.time (--time)\n");
  }

  @Test
  void withoutATreatmentThePeriodsAreNamed() {
    assertThat(errorsOf(new String[0]))
        .isEqualTo(
            "dml: data.treatment: is missing; did needs it (-d), or data.unit, data.time and"
                + " data.cohort (--unit, --time and --cohort)\n");
  }

  @Test
  void learnersAreNoText() {
    assertThat(errorsOf(PERIODS, "--set", "learners=auto"))
        .isEqualTo(
            "dml: learners: must be a mapping of nuisances to learners, such as {ml_g: auto, ml_m:"
                + " auto}, but was auto; left out, every nuisance has auto\n");
  }

  @Test
  void theHelpHasAPanel() {
    assertThat(Session.run("did", "-h").out().replaceAll("\\s+", " "))
        .contains(
            "--time=COLUMN With several periods, the column with the period of each row.",
            "--unit=COLUMN In a panel, the column that says which unit a row is about.",
            "--cohort=COLUMN With several periods, the column with the first treated period of the"
                + " unit of a row: empty or 0 for units that are never treated.",
            "Examples: dml did counties.csv -y log_employment --unit county --time year --cohort"
                + " first_year dml did changes.csv -y change -d treated");
  }
}
